import type { IssueSummary } from "../issue.ts";
import type { ByteSource } from "./byte-source.ts";

export type Compression = "gzip" | "zstd" | "zip";

/**
 * Ties places in the decoded text (offsets in its UTF-8, from 0 after the byte order mark) to places in the source as it was
 * before decoding and after decompression, byte order mark included. Questions come in ascending order, apart from those
 * about one record.
 */
export interface SourceMap {
  toSource(offset: number): number;
  /** The source bytes of [from, to). Only needed where the text is not the source; null means: they are the text's own. */
  sourceBytes(from: number, to: number): Uint8Array | null;
  /**
   * Where decoding met bytes that it could not read (U+FFFD stands there): the first such offset ≥ `from`, or Infinity. Of
   * UTF-8 the reader finds them itself: always Infinity.
   */
  nextFault(from: number): number;
  /** The 1-based line of a place, where it is not the physical line of the text. */
  lineAt?(offset: number): number;
  /** What lies before will not be asked for again. */
  release(before: number): void;
}

/** A sheet that a workbook has. */
export interface WorkbookSheetName {
  name: string;
  hidden?: true | undefined;
}

/** What is known of a text that was made of a workbook's sheet: CSV whose lines stand for rows. */
export interface WorkbookText {
  sheet: string;
  sheets: WorkbookSheetName[];
  /** What was found in its cells so far. `names`: of the columns. */
  issues(names: readonly string[]): IssueSummary[];
}

/** A file as UTF-8 without byte order mark, whatever it was. */
export interface TextSource {
  /** UTF-8 as it is in the file (unchecked) or made by decoding (then well formed). */
  text: ByteSource;
  /** The first bytes of `text`, at most `limits.detectionBytes`; `text` yields them again. */
  sample: Uint8Array;
  /** Whether the sample is all there is. */
  complete: boolean;
  compression: Compression | null;
  /** WHATWG name, e.g. `utf-8`, `utf-16le`, `windows-1252`; 0…1. */
  encoding: { name: string; confidence: number; bomBytes: number };
  map: SourceMap;
  /** Bytes taken from the outermost source so far, for progress. */
  consumed(): number;
  /** Of a workbook only. */
  workbook?: WorkbookText;
}
