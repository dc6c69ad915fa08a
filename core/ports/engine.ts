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
  /** A Parquet file from rows, columns of text under their very names. */
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
  /** @throws AppError query-too-large */
  close(): Promise<{ rows: number }>;
}

export interface ParquetWriter extends TableWriter {
  /** `surplus`: cells beyond the columns, by row from 0; they become a list column `_extra`. */
  close(surplus?: AsyncIterable<SurplusCells> | Iterable<SurplusCells>): Promise<{ rows: number; file: ByteSource }>;
}

export interface SurplusCells {
  row: number;
  cells: readonly string[];
}

/** `csv` with a header, RFC 4180 with LF; `ndjson` with numbers as SQL typed them, null where there is no value. */
export type QueryForm = "csv" | "ndjson" | "parquet";

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
