import type { RecordTable } from "../csv/kernel/record-table.ts";
import type { Compressor } from "../csv/write/compress.ts";
import type { PartitionTime } from "../lake/lake-table.ts";
import type { TableInput } from "../operations/rows/open-input.ts";
import type { Scratch } from "../ports/scratch.ts";
import type { ParquetType } from "./parquet-type.ts";

/** A column of the files, and the field of a record that it comes from. */
export interface WrittenColumn {
  name: string;
  type: ParquetType;
  field: number;
  /** How the file writes the value, where it is not as ISO 8601 and a decimal point have it: text to such text; null where it is unreadable. */
  read?: (text: string) => string | null;
}

export interface LakeWriterOptions {
  columns: readonly WrittenColumn[];
  /** Surplus fields of kept rows go into a column `_extra`, as JSON; it is only there if there are any. */
  extra: boolean;
  compress: Compressor;
  scratch: Scratch;
  /** Bytes that rows may take in memory while they wait for more of their partition. */
  bufferBytes?: number;
  /** Bytes of rows, before they are packed, after which a file, and a row group in it, is begun anew. */
  fileBytes?: number;
  rowGroupBytes?: number;
  signal: AbortSignal;
}

/** Times of a block's records, by record: seconds since 1970 in UTC, and microseconds of that second. What is skipped has none. */
export interface RowTimes {
  seconds: Float64Array;
  micros: Int32Array;
}

/** A file that is going to be written; known when all rows are there. */
export interface PlannedFile {
  partition: PartitionTime;
  /** From 0, in its partition: large partitions have several. */
  n: number;
  rows: number;
  /** The least and greatest time of its rows, in seconds. */
  from: number;
  to: number;
}

/** Typed Parquet files by hour, from records of any order, in bounded memory. */
export interface LakeWriter {
  /** One input after another: the kernel's records of this block that are not to be skipped. */
  block(input: TableInput, table: RecordTable, times: RowTimes): Promise<void>;
  /** No more rows come. The files are told in the order of their times. @throws AppError too-many-partitions (`block` does so too) */
  end(): Promise<readonly PlannedFile[]>;
  /** Whether any row had a surplus, which is when the files have a column for it. Known after `end`. */
  readonly hasExtra: boolean;
  /** One file from the first byte to the last, as often as it takes. Up to four at the same time are faster than one after the other. */
  write(file: PlannedFile, output: { write(chunk: Uint8Array): Promise<void> }): Promise<void>;
  close(): Promise<void>;
}

export type CreateLakeWriter = (options: LakeWriterOptions) => Promise<LakeWriter>;
