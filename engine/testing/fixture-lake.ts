import { createMemoryDocuments } from "#core/jobs/testing/memory-documents";
import { createMemoryObjects, type MemoryObjects } from "#core/jobs/testing/memory-object-store";
import { lakeFileKey } from "#core/lake/lake-keys";
import { fileColumns } from "#core/lake/sql/table-columns";
import { type FixtureTable, fixtures } from "#core/lake/sql/testing/fixtures";
import type { DocumentStore } from "#core/ports/document-store";
import type { EngineAnswer, LakeSession } from "#core/ports/engine";
import { quoteName } from "../sql-text.ts";
import { readBytes, readText } from "./read-text.ts";

export interface FixtureLake {
  workspace: string;
  documents: DocumentStore;
  objects: MemoryObjects;
}

/** Tables, by default those of the suite, each hour of them a file, in a workspace of a lake in memory. */
export async function createFixtureLake(session: LakeSession, tables: readonly FixtureTable[] = fixtures): Promise<FixtureLake> {
  const lake = { workspace: "w1", documents: createMemoryDocuments(), objects: createMemoryObjects(() => new Date()) };
  for (const fixture of tables) await putTable(lake, session, fixture);
  return lake;
}

async function putTable(
  { workspace, documents, objects }: FixtureLake,
  session: LakeSession,
  { table, rows }: FixtureTable,
): Promise<void> {
  await documents.put({ workspace, kind: "table", id: table.name, version: 1, body: table });
  for (const [hour, inHour] of Map.groupBy(rows, (cells) => hourOf(cells.at(-1) ?? ""))) {
    const values = inHour.map((cells) => `(${cells.join(", ")})`).join(", ");
    const columns = fileColumns(table);
    const typed = columns.map(({ name, type }, index) => `CAST(v${index} AS ${type}) AS ${quoteName(name)}`).join(", ");
    const select = `SELECT ${typed} FROM (VALUES ${values}) AS v(${columns.map((_, index) => `v${index}`).join(", ")})`;
    const file = await (await session.answer(select)).write("parquet");
    const at = new Date(hour);
    const partition = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), hour: at.getUTCHours() };
    objects.put("lake", lakeFileKey({ workspace, table: table.name, partition, job: "j1", n: 0 }), await readBytes(file.bytes));
  }
}

/** Of a time as SQL writes it. */
function hourOf(time: string): string {
  const [, day, hour] = /'(\S+) (\d\d):/.exec(time) ?? [];
  return `${day}T${hour}:00:00Z`;
}

/** Rows as the suite has them. */
export async function toSuiteRows(answer: EngineAnswer): Promise<(string | null)[][]> {
  const text = await readText((await answer.write("rows")).bytes);
  const types = answer.columns.map(({ type }) => type);
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => {
    const cells = JSON.parse(line, exactly) as unknown[];
    return cells.map((cell, index) => (cell === null ? null : toSuiteText(String(cell), types[index] ?? "")));
  });
}

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? context?.source : value;
}

function toSuiteText(text: string, type: string): string {
  if (/^TIMESTAMP/.test(type)) return text.replace("T", " ");
  return /^(DECIMAL|DOUBLE)/.test(type) && text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
