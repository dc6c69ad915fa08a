/**
 * What queries over the lake cost: planned, fetched and computed, in a process of the engine, over files that lie in a folder in place
 * of a bucket. `node bench/lake/query.ts --megabytes 1000 --rounds 5`.
 */
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { createMemoryDocuments } from "../../core/jobs/testing/memory-documents.ts";
import { lakeFileKey } from "../../core/lake/lake-keys.ts";
import type { LakeTable } from "../../core/lake/lake-table.ts";
import { planQuery } from "../../core/lake/plan-query.ts";
import type { DocumentStore } from "../../core/ports/document-store.ts";
import type { LakeSession } from "../../core/ports/engine.ts";
import type { QueryEngine } from "../../core/ports/query-engine.ts";
import { createEngine } from "../../engine/create-engine.ts";
import { createLakeQueryEngine } from "../../engine/lake-query-engine.ts";
import { cacheFolder } from "../engine/inputs.ts";
import { describeRun, toMarkdownTable } from "../results-file.ts";
import { createFolderObjects } from "./folder-objects.ts";

/** Changes when the generator does, so that no old files are taken for new ones. */
const generation = 2;
const workspace = "bench";
const hours = 720;
const firstHour = Date.UTC(2026, 0, 1);
/** Of a row in the files, as it was measured. */
const rowBytes = 45;
const signal = new AbortController().signal;

const at = new Date(firstHour).toISOString();
const table: LakeTable = {
  name: "orders",
  columns: [
    { name: "id", type: "integer", header: "id" },
    { name: "customer", type: "text", header: "customer" },
    { name: "product", type: "text", header: "product" },
    { name: "quantity", type: "integer", header: "quantity" },
    { name: "amount", type: "decimal", header: "amount" },
    { name: "note", type: "text", header: "note" },
  ],
  typeChanges: "reject",
  current: "orders",
  years: { from: 2026, to: 2026 },
  createdAt: at,
  updatedAt: at,
};

const queries = [
  {
    name: "grouped, by product and day: three columns of all hours",
    sql: "SELECT product, date_trunc('day', _time) AS day, count(*) AS orders, sum(amount) AS revenue FROM orders GROUP BY ALL ORDER BY 1, 2",
  },
  { name: "grouped, by product: two columns", sql: "SELECT product, sum(quantity) AS n FROM orders GROUP BY product ORDER BY n DESC" },
  { name: "counted by hour: no column", sql: "SELECT day, hour, count(*) AS n FROM orders GROUP BY day, hour ORDER BY 1, 2" },
  {
    name: "a point: one row of one hour",
    sql: "SELECT * FROM orders WHERE year = 2026 AND month = 1 AND day = 15 AND hour = 7 AND quantity = 3 LIMIT 1",
  },
  {
    name: "one day by its time",
    sql: "SELECT customer, sum(amount) AS a FROM orders WHERE _time >= '2026-01-15' AND _time < '2026-01-16' GROUP BY customer ORDER BY a DESC LIMIT 10",
  },
] as const;

/** A section of the results. */
export async function benchQueries(megabytes: number, rounds: number): Promise<string> {
  const folder = await requireLake(megabytes);
  const objects = createFolderObjects(folder);
  const documents = createMemoryDocuments();
  await documents.put({ workspace, kind: "table", id: table.name, version: 1, body: table });
  const all = (await objects.list("lake", "", { signal })).objects;
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  const rows: string[][] = [];
  for (const query of queries) rows.push(await measure({ objects, documents, query, rounds }));
  const facts = `${all.length} files, one an hour, ${(bytes / 1e6).toFixed(0)} MB. Each in a process of the engine of its own, planned, fetched and answered; medians of ${rounds} rounds, the fastest beside them; the start of the process apart.`;
  const head = ["query", "rows", "files", "MB read", "start, s", "answer, s", "fastest, s"];
  return [`### Queries over ${megabytes} MB of Parquet`, facts, toMarkdownTable(head, rows)].join("\n\n");
}

interface Measuring {
  objects: ReturnType<typeof createFolderObjects>;
  documents: DocumentStore;
  query: (typeof queries)[number];
  rounds: number;
}

async function measure({ objects, documents, query, rounds }: Measuring): Promise<string[]> {
  const starts: number[] = [];
  const times: number[] = [];
  let facts: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const engine = createLakeQueryEngine({ objects });
    const began = performance.now();
    const session = await createEngine().open(signal);
    const opened = performance.now();
    try {
      facts = await ask({ session, engine, documents, objects, sql: query.sql });
    } finally {
      times.push((performance.now() - opened) / 1000);
      starts.push((opened - began) / 1000);
      await session.close();
    }
  }
  return [query.name, ...facts, median(starts).toFixed(2), median(times).toFixed(2), Math.min(...times).toFixed(2)];
}

interface Asking extends Pick<Measuring, "objects" | "documents"> {
  session: LakeSession;
  engine: QueryEngine;
  sql: string;
}

async function ask({ session, engine, documents, objects, sql }: Asking): Promise<string[]> {
  let read = 0;
  const plan = await planQuery({ documents, objects }, session, { workspace, sql, now: new Date(), signal });
  const answer = await engine.run(plan, { session, signal, read: (bytes) => (read = bytes) });
  const files = plan.tables.reduce((sum, planned) => sum + planned.files.length, 0);
  return [String(answer.rows), String(files), (read / 1e6).toFixed(2)];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Files of thirty days, an hour each; made if they are not there yet. */
async function requireLake(megabytes: number): Promise<string> {
  const folder = join(cacheFolder, `lake-files-${megabytes}-v${generation}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  const session = await createEngine().open(signal);
  const rowsAnHour = Math.round((megabytes * 1e6) / rowBytes / hours);
  for (let hour = 0; hour < hours; hour++) await writeHour(session, part, { hour, rows: rowsAnHour });
  await session.close();
  await rename(part, folder);
  return folder;
}

async function writeHour(session: LakeSession, folder: string, { hour, rows }: { hour: number; rows: number }): Promise<void> {
  const time = new Date(firstHour + hour * 3_600_000);
  const number = `(${hour * rows} + range)`;
  const answer = await session.answer(`SELECT ${number} AS id, 'c' || hash(${number}) % 200000 AS customer,
    ['Ipod', 'Zune', 'Walkman', 'Café ☕', 'Headphones', 'Cable', 'Adapter', 'Speaker'][(1 + hash(${number}, 1) % 8)::INTEGER] AS product,
    (1 + hash(${number}, 2) % 5)::BIGINT AS quantity, ((hash(${number}, 3) % 100000) / 100)::DECIMAL(38, 9) AS amount,
    left(sha256(${number}::VARCHAR), 56) AS note,
    TIMESTAMP '${time.toISOString().slice(0, 19)}' + INTERVAL (range * 3599999999 // ${rows}) MICROSECOND AS _time FROM range(${rows})`);
  const { bytes } = await answer.write("parquet");
  const partition = { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, day: time.getUTCDate(), hour: time.getUTCHours() };
  const path = join(folder, lakeFileKey({ workspace, table: table.name, partition, job: "j1", n: 0 }));
  const chunks: Uint8Array[] = [];
  const chunk = new Uint8Array(1024 * 1024);
  for (let read = await bytes.read(chunk); read > 0; read = await bytes.read(chunk)) chunks.push(chunk.slice(0, read));
  await bytes.close();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat(chunks));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { megabytes: { type: "string", default: "1000" }, rounds: { type: "string", default: "5" } } });
  console.log(`${describeRun("node bench/lake/query.ts")}\n\n${await benchQueries(Number(values.megabytes), Number(values.rounds))}`);
}
