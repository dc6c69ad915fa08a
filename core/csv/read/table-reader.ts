import type { Alternative, TextFormat } from "../detect/table-plan.ts";
import type { Dialect, DialectOverrides, Header } from "../dialect.ts";
import type { IssueCode, IssueSummary } from "../issue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import type { ReaderLimits } from "../limits.ts";
import type { ByteSource } from "../source/byte-source.ts";
import type { Decompressors } from "../source/open-archive.ts";
import type { Compression, WorkbookSheetName } from "../source/text-source.ts";

export interface OpenOptions {
  /** The file's name, for messages. */
  name: string;
  dialect?: DialectOverrides | undefined;
  signal: AbortSignal;
  /** Smaller bounds, for tests. */
  limits?: Partial<ReaderLimits>;
  /** Go on where an earlier reader stopped; the source is the same, from its beginning … */
  checkpoint?: ReaderCheckpoint | undefined;
  /** … or, if this is set, without as many bytes as `resumeFrom` says. */
  resumed?: boolean | undefined;
  /** Faster ways to unpack than the built-in ones. */
  decompressors?: Decompressors | undefined;
  /** Bytes that the kernel's memory has besides, for those who work in it. */
  roomBytes?: number;
  /**
   * The source holds only a file's beginning: an unfinished last record is left out, and nothing is said about the end.
   */
  partial?: boolean;
  /** Which kernel; WebAssembly where it can be had. */
  kernel?: "wasm" | "plain";
}

/** Plain JSON: can be stored, and read by another process. */
export type ReaderCheckpoint = Readonly<Record<string, unknown>> & { readonly v: 1 };

/** What a file turned out to be. */
export interface FoundTable {
  /** `xlsx`: a sheet of a workbook, which is read as text of commas and quotes, a line for each row. */
  format: TextFormat | "xlsx";
  /** Of a workbook: the sheet that is read, and all of them. */
  sheet?: string;
  sheets?: WorkbookSheetName[];
  compression: Compression | null;
  encoding: string;
  /** 0…1 */
  encodingConfidence: number;
  dialect: Dialect;
  header: Header;
  confidence: number;
  alternatives: Alternative[];
  decimalComma: boolean;
  /** The physical line (1-based) that the header starts on; null where it has none of its own. */
  headerLine: number | null;
}

/** A place in the file, and the record's source there. Valid until the next block is asked for. */
export interface RecordSource {
  /** 1-based physical line and data record; 0-based byte in the decompressed source. */
  line: number;
  record: number;
  byte: number;
  /** The source bytes of the record with its terminator; `length` without it. Cut where the record is too long to be held. */
  bytes: Uint8Array;
  length: number;
  /** Set when `bytes` is not all of it: where the record starts and ends in the source. */
  truncated?: { from: number; to: number } | undefined;
  /** Why `bytes` are not shown. */
  withheld?: string | undefined;
  /** Where the record with its terminator ends in the source, when `bytes` are not the source's own. */
  sourceEnd?: number | undefined;
  /** `bytes` as text; null when they do not decode. */
  text(): string | null;
}

/** A record with at least one error. */
export interface Flaw extends RecordSource {
  /** Index in the block's table. */
  index: number;
  codes: IssueCode[];
  message(): string;
}

/** Records that were read together. Valid until the next one is asked for. */
export interface RecordBlock {
  /** Every data record is in it, once. Set `skipFlag` on those that shall not be written. */
  table: RecordTable;
  /** Number of the table's first record (1-based) in the file. */
  firstRecord: number;
  /** Ascending. A record that is too long to be held has no fields, and `skipFlag` set already. */
  flaws: Flaw[];
  /** Bytes taken from the outermost source so far. */
  consumed: number;
}

export interface ReadSummary {
  records: number;
  /** Size of the decompressed source. */
  bytes: number;
  skipped: { blank: number; comment: number; preamble: number; header: number };
  issues: IssueSummary[];
}

/** A file whose dialect and header are known. */
export interface TableReader {
  readonly found: FoundTable;
  /** The header as it stands in the source, byte order mark and line ends included. */
  readonly headerSource: Uint8Array;
  readonly kernel: Kernel;
  /** The next records, or null at the end. @throws AppError unaccounted, truncated-archive, archive-too-large … */
  next(): Promise<RecordBlock | null>;
  /** Where a record of the current block stands; ascending calls are cheap. */
  sourceOf(index: number): RecordSource;
  /** The cells of a record of the current block, as text (padded, surplus included). */
  rowOf(index: number): string[];
  /** What was found; complete when `next` has answered null. */
  summary(): ReadSummary;
  /** After the current block: everything before is done, nothing after has been told. */
  checkpoint(): ReaderCheckpoint;
  close(): Promise<void>;
}

export type OpenTable = (source: ByteSource, options: OpenOptions) => Promise<TableReader>;

/** Whether its records are lines of cells with a delimiter between them. */
export function isDelimited({ format }: Pick<FoundTable, "format">): boolean {
  return format === "delimited" || format === "xlsx";
}
