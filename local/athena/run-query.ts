import { createReadStream, createWriteStream, mkdirSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { GlueTable } from "../glue/glue-store.ts";
import type { ColumnInfo, Execution } from "./executions.ts";
import { createView, QueryFailure, quote, text } from "./lake-views.ts";
import { trinoMacros } from "./trino-macros.ts";

export interface RunOptions {
  s3: S3Client;
  /** Of the query's database. */
  tables: readonly GlueTable[];
  bytesPerQuery: number;
  signal: AbortSignal;
}

export class ScanLimit extends Error {}

export interface Outcome {
  columns: ColumnInfo[];
  scannedBytes: number;
}

/**
 * Runs a statement of Trino's SQL on DuckDB and leaves its answer as Athena does: every value in quotes, what is missing without.
 *
 * @throws QueryFailure, ScanLimit
 */
export async function runQuery(execution: Execution, { s3, tables, bytesPerQuery, signal }: RunOptions): Promise<Outcome> {
  const dir = await mkdtemp(join(tmpdir(), "sluice-athena-"));
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "1GB" });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener("abort", interrupt, { once: true });
  let scannedBytes = 0;
  const scan = (bytes: number) => {
    scannedBytes += bytes;
    if (scannedBytes > bytesPerQuery) throw new ScanLimit("Bytes scanned limit was exceeded");
  };
  try {
    await connection.run("SET TimeZone = 'UTC'; SET integer_division = true");
    for (const table of tables.filter(({ Name }) => execution.sql.toLowerCase().includes(quote(Name)))) {
      const files = join(dir, table.Name);
      mkdirSync(files);
      await createView({ connection, s3, table, dir: files, sql: execution.sql, scan, signal });
    }
    for (const macro of trinoMacros) await connection.run(`CREATE MACRO ${macro}`);
    const output = join(dir, "output.csv");
    const columns = await writeOutput(connection, execution.sql, output);
    await upload(s3, execution.outputLocation, output);
    return { columns, scannedBytes };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof QueryFailure || error instanceof ScanLimit ? error : toFailure(error);
  } finally {
    signal.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
    await rm(dir, { recursive: true, force: true });
  }
}

function toFailure(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const [, kind, rest = ""] = /^(\w+) Error: (.*)/s.exec(message) ?? [];
  const [first = ""] = rest.split("\n");
  if (kind === "Binder" || kind === "Catalog") return new QueryFailure(`SYNTAX_ERROR: line 1:1: ${first}`);
  if (kind === "Conversion") return new QueryFailure(`INVALID_CAST_ARGUMENT: ${first}`);
  if (kind === "Out of Memory" || kind === "OutOfMemory") return new QueryFailure("Query exhausted resources at this scale factor");
  return kind === undefined ? error : new QueryFailure(`GENERIC_INTERNAL_ERROR: ${first}`);
}

async function writeOutput(connection: DuckDBConnection, sql: string, path: string): Promise<ColumnInfo[]> {
  const prepared = await connection.prepare(sql);
  const columns = Array.from({ length: prepared.columnCount }, (_, index) =>
    toColumn(prepared.columnName(index), prepared.columnType(index).toString(), { sql, index }),
  );
  prepared.destroySync();
  const names = columns.map((_, index) => `c${index}`);
  const values = columns.map(({ Type }, index) =>
    Type === "timestamp" ? `strftime(c${index}, '%Y-%m-%d %H:%M:%S.%g')` : `CAST(c${index} AS VARCHAR)`,
  );
  const header = columns.map(({ Name }) => `"${Name.replaceAll('"', '""')}"`).join(",");
  const select = `SELECT ${values.join(", ")} FROM (${sql}) AS answer(${names.join(", ")})`;
  // Names may be the same, which DuckDB's own header does not allow.
  await connection.run(`COPY (${select}) TO ${text(`${path}.rows`)} (FORMAT csv, HEADER false, FORCE_QUOTE *)`);
  await writeFile(path, `${header}\n`);
  await pipeline(createReadStream(`${path}.rows`), createWriteStream(path, { flags: "a" }));
  return columns;
}

/** Trino's name of a type. DuckDB names what the statement leaves without a name; Athena counts it. */
function toColumn(given: string, type: string, { sql, index }: { sql: string; index: number }): ColumnInfo {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  const types: Readonly<Record<string, readonly [string, number]>> = {
    VARCHAR: ["varchar", 2_147_483_647],
    TINYINT: ["tinyint", 3],
    SMALLINT: ["smallint", 5],
    INTEGER: ["integer", 10],
    BIGINT: ["bigint", 19],
    HUGEINT: ["bigint", 19],
    FLOAT: ["float", 17],
    DOUBLE: ["double", 17],
    BOOLEAN: ["boolean", 0],
    DATE: ["date", 0],
    TIMESTAMP: ["timestamp", 3],
    '"NULL"': ["unknown", 0],
  };
  const [Type, Precision] = precision === undefined ? (types[type] ?? ["varchar", 0]) : ["decimal", Number(precision)];
  const name = sql.includes(quote(given)) ? given : `_col${index}`;
  return { Name: name, Label: name, Type, Precision, Scale: Number(scale ?? 0), Nullable: "UNKNOWN", CaseSensitive: Type === "varchar" };
}

async function upload(s3: S3Client, location: string, path: string): Promise<void> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  const ContentLength = statSync(path).size;
  await s3.send(
    new PutObjectCommand({ Bucket, Key, Body: createReadStream(path), ContentLength, ContentType: "application/octet-stream" }),
  );
}
