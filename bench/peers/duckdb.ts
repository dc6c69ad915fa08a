// node peers/duckdb.ts TASK FILE: TASK is ndjson, gzip, rows or csv (from NDJSON). Exact: all columns text, nothing stands for NULL.
import { closeSync, openSync, readSync } from "node:fs";
import { requirePeer } from "../peer-module.ts";

interface Connection {
  run(sql: string): Promise<unknown>;
}
interface DuckDb {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

/** Without its own types, DuckDB would turn texts into dates. */
function readNames(file: string): string[] {
  const start = Buffer.alloc(65_536);
  const handle = openSync(file, "r");
  const length = readSync(handle, start);
  closeSync(handle);
  return Object.keys(JSON.parse(start.toString("utf8", 0, length).split("\n")[0] ?? "{}"));
}

const [task = "", path = ""] = process.argv.slice(2);
const { DuckDBInstance } = requirePeer<DuckDb>("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const delimiter = path.endsWith(".tsv") ? "\\t" : ",";
const csv = `read_csv('${path}', all_varchar = true, header = true, delim = E'${delimiter}', quote = '"', escape = '"', nullstr = '\u0001')`;
const json = `read_json('${path}', format = 'newline_delimited', columns = {${task === "csv" ? readNames(path).map((name) => `"${name}": 'VARCHAR'`) : ""}})`;
const statements: Record<string, string> = {
  ndjson: `COPY (SELECT * FROM ${csv}) TO '/dev/stdout' (FORMAT json)`,
  gzip: `COPY (SELECT * FROM ${csv}) TO '/dev/stdout' (FORMAT json, COMPRESSION gzip)`,
  rows: `COPY (SELECT count(*) FROM (SELECT * FROM ${csv})) TO '/dev/stdout'`,
  csv: `COPY (SELECT * FROM ${json}) TO '/dev/stdout' (FORMAT csv)`,
};
await connection.run(statements[task] ?? "");
