import type { ByteSource } from "../csv/index.ts";

/** What the row path cannot do: SQL over tables, Parquet, sorting more than memory holds. engine/ implements it. */
export interface Engine {
  /** A database of its own in a process of its own, with scratch disk; gone when it is closed. */
  open(signal: AbortSignal): Promise<EngineSession>;
}

/** Whatever is asked for may be larger than the process may be: `query-too-large`. */
export interface EngineSession {
  /**
   * A new table, all of whose columns are text and hold exactly what is written: an empty cell is the empty text, never null.
   * Names may be anything. SQL does not tell `a` from `A`, so that a second one is called `A_2`: see `columns` of the writer.
   */
  createTable(name: string, columns: readonly string[]): Promise<TableWriter>;
  /** A statement of our own that answers nothing; the rows that it wrote. */
  run(sql: string): Promise<number>;
  /** Rows of a statement of our own, in order, in batches; every value as text, null as the empty text. */
  select(sql: string): AsyncIterable<readonly (readonly string[])[]>;
  /**
   * Rows of a user's statement, which may be one SELECT over the tables made here and nothing else.
   * @throws AppError sql-not-allowed, query-failed, query-too-large, query-timeout
   */
  query(sql: string, form: QueryForm): Promise<QueryRows>;
  /** A Parquet file from rows, columns of text under their names, which have to differ as those of a table. */
  createParquet(columns: readonly string[]): Promise<ParquetWriter>;
  /**
   * A Parquet file as text.
   * @throws AppError unsupported-file when it is none, or a damaged one
   */
  readParquet(file: ByteSource): Promise<ParquetRows>;
  close(): Promise<void>;
}

export interface TableWriter {
  /** The columns as SQL calls them. */
  readonly columns: readonly string[];
  /** CSV without a header: UTF-8, comma, double quotes, LF, as core's encoder writes it. */
  write(this: void, chunk: Uint8Array): Promise<void>;
  /** Cells beyond the columns of a row that was written; all of them become one more column of lists, `_extra`. */
  surplus(cells: SurplusCells): Promise<void>;
  close(): Promise<{ rows: number }>;
}

export interface SurplusCells {
  /** From 0. */
  row: number;
  cells: readonly string[];
}

export interface ParquetWriter extends TableWriter {
  close(): Promise<{ rows: number; file: ByteSource }>;
}

/**
 * A whole file. CSV and TSV have CRLF and a header; a value that is missing is an empty cell. JSON and NDJSON have numbers and truth
 * values as SQL typed them, exactly, and null where a value is missing. Moments are ISO 8601 everywhere, bytes Base64.
 */
export type QueryForm = "csv" | "tsv" | "json" | "ndjson" | "parquet";

export interface QueryColumn {
  name: string;
  /** SQL's. */
  type: string;
}

export interface QueryRows {
  columns: readonly QueryColumn[];
  bytes: ByteSource;
  /** Known when `bytes` is at its end, which throws what went wrong meanwhile. */
  rows(): Promise<number>;
}

export interface ParquetRows {
  columns: readonly QueryColumn[];
  rows: number;
  /** Values that are missing, by column; they read as the empty text. */
  nulls: readonly number[];
  /** With a header, as core's reader reads it. */
  csv: ByteSource;
}
