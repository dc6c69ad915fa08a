import type { IssueCode } from "./issue.ts";

/** A record within bytes of the file: `start … end` without its line end, `start … next` with it. */
export interface SourceExtent {
  bytes: Uint8Array;
  start: number;
  end: number;
  next: number;
}

/** Why a record is bad, and what it looked like in the file. */
export interface Flaw {
  /** 1-based physical line on which the record starts. */
  line: number;
  /** 1-based data record. */
  record: number;
  /** 0-based offset in the undecoded source; null where the encoding hides it. */
  byte: number | null;
  /** In the order of their places. */
  codes: IssueCode[];
  /** A sentence for people. */
  message: () => string;
  /** The record's text without its line end; the beginning of it when `truncated`. */
  raw: string;
  /** Its source bytes; null when it was too long to be held. */
  source: SourceExtent | null;
  /** Whether the bytes decode to `raw` exactly. */
  decodes: boolean;
  /** Offsets of a record that was too long to be held. */
  truncated?: { from: number | null; to: number | null };
}

/**
 * Consecutive data records. Each row is as wide as the header, or wider by its surplus; a record that was too long is an
 * empty row. Rows that are not in `flaws` are as wide as the header and have no error.
 */
export interface RecordBatch {
  rows: string[][];
  /** By index in `rows`. */
  flaws: ReadonlyMap<number, Flaw>;
  /** Bytes of the file read up to here. */
  bytes: number;
}
