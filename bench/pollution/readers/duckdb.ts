import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirePeer } from "../../peer-module.ts";
import type { Complaint, PollutionReader } from "../reading.ts";

interface Result {
  columnNames(): string[];
  getRows(): unknown[][];
}
interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<Result>;
}
interface DuckDb {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

async function readRejects(connection: Connection): Promise<Complaint[]> {
  const rejects = await connection.runAndReadAll("SELECT line, error_type FROM reject_errors");
  return rejects.getRows().map(([line, code]) => toComplaint(Number(line), String(code)));
}

/** No text at all stands for NULL. */
const options = "all_varchar = true, sample_size = -1, nullstr = '\u0001'";

/** Its lines are those of the file or, where cells hold line ends, of the records: either will do. */
function toComplaint(line: number, code: string): Complaint {
  return { code, severity: "error", line, record: line - 2 };
}

/** With its rejects stored, a bad record does not refuse the file. */
export async function createDuckdb({ storeRejects }: { storeRejects: boolean }): Promise<PollutionReader> {
  const { DuckDBInstance } = requirePeer<DuckDb>("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const folder = mkdtempSync(join(tmpdir(), "sluice-duckdb-"));
  const path = join(folder, "polluted.csv");
  return {
    name: storeRejects ? "DuckDB, store_rejects" : "DuckDB",
    settings: "read_csv, all_varchar, sample_size -1, nullstr that never occurs; stored rejects count as issues",
    close: () => rmSync(folder, { recursive: true }),
    async read(bytes) {
      writeFileSync(path, bytes);
      try {
        const table = await connection.runAndReadAll(`SELECT * FROM read_csv('${path}', ${options}, store_rejects = ${storeRejects})`);
        const complaints = storeRejects ? await readRejects(connection) : [];
        const rows = table.getRows().map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
        return { names: table.columnNames(), rows, complaints };
      } catch (error) {
        return { refused: (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "" };
      } finally {
        for (const name of ["reject_errors", "reject_scans"]) await connection.run(`DROP TABLE IF EXISTS ${name}`);
      }
    },
  };
}
