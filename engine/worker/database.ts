import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { WorkerAnswer, WorkerOptions } from "../protocol.ts";
import { quoteText } from "../sql-text.ts";

export interface Database {
  run(id: number, sql: string, rows: boolean): Promise<WorkerAnswer>;
  /** Of a statement's rows, without running it. */
  columns(sql: string): Promise<{ name: string; type: string }[]>;
  /** Stops what `run` does under that id. */
  interrupt(id: number): void;
}

/** Opens a database that can reach the files in its folder's `io` and nothing else, for good. */
export async function openDatabase(options: WorkerOptions): Promise<Database> {
  const instance = await DuckDBInstance.create(`${options.folder}/main.db`);
  const connection = await instance.connect();
  for (const setting of toSettings(options)) await connection.run(`SET ${setting}`);
  connection.closeSync();
  const running = new Map<number, DuckDBConnection>();

  return {
    async run(id, sql, rows) {
      const own = await instance.connect();
      running.set(id, own);
      try {
        const result = await own.run(sql);
        const changed = result.rowsChanged;
        return rows ? { changed, rows: (await result.getRowsJson()).map(toTexts) } : { changed };
      } finally {
        running.delete(id);
        own.closeSync();
      }
    },
    async columns(sql) {
      const own = await instance.connect();
      try {
        const prepared = await own.prepare(sql);
        return Array.from({ length: prepared.columnCount }, (_, index) => ({
          name: prepared.columnName(index),
          type: prepared.columnType(index).toString(),
        }));
      } finally {
        own.closeSync();
      }
    },
    interrupt: (id) => running.get(id)?.interrupt(),
  };
}

function toSettings({ folder, memoryBytes, diskBytes, threads }: WorkerOptions): string[] {
  return [
    `memory_limit = '${memoryBytes}B'`,
    `threads = ${threads}`,
    `temp_directory = ${quoteText(`${folder}/spilled`)}`,
    `max_temp_directory_size = '${diskBytes}B'`,
    `secret_directory = ${quoteText(`${folder}/none`)}`,
    `extension_directory = ${quoteText(`${folder}/none`)}`,
    `home_directory = ${quoteText(`${folder}/none`)}`,
    "TimeZone = 'UTC'",
    // Many files make a table, and a statement is planned more than once.
    "parquet_metadata_cache = true",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_persistent_secrets = false",
    `allowed_directories = [${quoteText(`${folder}/io/`)}]`,
    "enable_external_access = false",
    // Last: nothing can be set from here on.
    "lock_configuration = true",
  ];
}

function toTexts(row: unknown[]): (string | null)[] {
  return row.map((value) => (value === null ? null : String(value)));
}
