import type { ByteSource } from "../csv/index.ts";
import type { PartitionTime } from "../lake/lake-table.ts";
import type { TableProfile } from "../profile/profile.ts";

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
  /**
   * Rows to be looked at in any order, as a Parquet file on the session's disk: any of them is found by reading little. Cells beyond the
   * columns become a last column, `_extra`, as JSON.
   */
  createRows(columns: readonly string[], about: RowsSize): Promise<RowsWriter>;
  /** What is in each column of rows of text. */
  profile(rows: RowsToProfile, ask: ProfileAsk): Promise<TableProfile>;
  close(): Promise<void>;
}

/** The embedded engine with what queries over the lake need. */
export interface LakeEngine extends Engine {
  open(signal: AbortSignal): Promise<LakeSession>;
}

export interface LakeSession extends EngineSession {
  /**
   * The tree of a statement that is one SELECT, as the database parses it (`json_serialize_sql`); nothing of it was looked up.
   * @throws AppError sql-not-allowed, query-failed
   */
  parse(sql: string): Promise<unknown>;
  /**
   * A new table over Parquet files of which nothing but sizes is known yet: each is a file of holes on the session's disk, into which
   * `fill` puts what a statement will read. Columns are found by name; one that a file lacks is null there.
   */
  createFilesTable(table: FilesTable): Promise<FilesTableWriter>;
  /** As `query`; the answer is kept on the session's disk, to be written in any form. */
  answer(sql: string): Promise<EngineAnswer>;
  /** An answer that was computed elsewhere: CSV with a header, a missing value an empty cell that is not quoted. */
  loadAnswer(csv: ByteSource, columns: readonly QueryColumn[]): Promise<EngineAnswer>;
  /** An answer that was kept, as `EngineAnswer.write` wrote it as Parquet. */
  openAnswer(parquet: ByteSource): Promise<EngineAnswer>;
}

/** Rows of an answer, in order, on the session's disk. */
export interface EngineAnswer {
  /** Their names differ. */
  columns: readonly QueryColumn[];
  rows: number;
  /** `rows`: one JSON array a line, its values as in NDJSON. */
  write(form: QueryForm | "rows"): Promise<QueryRows>;
}

export interface FilesTable {
  name: string;
  /** By name and SQL type; `year`, `month`, `day`, `hour` are each file's own. */
  columns: readonly QueryColumn[];
  files: readonly { bytes: number; partition: PartitionTime }[];
}

export interface FilesTableWriter {
  /** Bytes of a file from a place on; calls may overlap. */
  fill(file: number, from: number, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A table made here, or a Parquet file on the session's scratch disk, all of whose columns are text. */
export type RowsToProfile = { table: string } | { path: string };

export interface ProfileAsk {
  /** Names of all its columns, in order, as people know them: they may differ from those by which SQL calls them. */
  columns: readonly string[];
  /** The columns that the operation goes by; null: the first one that looks like a key, if there is one. */
  key: readonly string[] | null;
}

/** How much is going to be written, as well as it is known: by it the pieces of a file are cut. */
export interface RowsSize {
  rows: number;
  /** Of all cells, as text. */
  bytes: number;
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

export interface RowsWriter extends TableWriter {
  close(): Promise<RowsFile>;
}

/** Rows on a session's disk, until they are removed or the session is closed. */
export interface RowsFile {
  path: string;
  rows: number;
  /** What the last column is called that holds cells beyond the others; null where no row has any. */
  surplus: string | null;
  open(): Promise<ByteSource>;
  remove(): Promise<void>;
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
