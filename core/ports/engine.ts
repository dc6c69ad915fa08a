import type { ByteSource } from "../csv/source/byte-source.ts";

/** What the row path cannot do: SQL over tables, Parquet, sorting more than memory holds. engine/ implements it. */
export interface Engine {
  /** A database of its own in a process of its own, with scratch disk; gone when it is closed. */
  open(signal: AbortSignal): Promise<EngineSession>;
}

export interface EngineSession {
  /**
   * A new table, all of whose columns are text and hold exactly what is written: an empty cell is the empty text.
   * Names may be anything; it quotes them.
   */
  createTable(name: string, columns: readonly string[]): Promise<TableWriter>;
  /** Rows of a statement of our own, in batches; null is the empty text. */
  select(sql: string): AsyncIterable<readonly (readonly string[])[]>;
  /**
   * Rows of a user's statement.
   * @throws AppError sql-not-allowed, query-failed, query-too-large, query-timeout
   */
  query(sql: string): Promise<QueryRows>;
  close(): Promise<void>;
}

export interface TableWriter {
  /** CSV without a header: UTF-8, comma, double quotes, as core's encoder writes it. */
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<{ rows: number }>;
}

export interface QueryRows {
  columns: readonly string[];
  /** With a header, as core's reader reads it. */
  csv: ByteSource;
}
