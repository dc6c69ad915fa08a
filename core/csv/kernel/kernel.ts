import type { RecordTable } from "./record-table.ts";

/** A dialect in bytes of UTF-8, as a scan needs it. */
export interface ByteDialect {
  /** Up to 8 bytes; empty for a file of one column. */
  delimiter: Uint8Array;
  /** An ASCII byte, or -1 when nothing quotes. */
  quote: number;
  /** The quote itself when quotes are doubled, 0x5c for a backslash, -1 for none. */
  escape: number;
  /** How a line is expected to end. Only under "cr" does a lone CR end one; LF and CRLF do so always. */
  lineEnd: "lf" | "crlf" | "cr";
  /** Records that start with this byte are comments; -1 for none. */
  comment: number;
  /** Fields that a record must have; 0 for any number. */
  width: number;
  /** A longer record is odd. */
  maxRecordBytes: number;
  /** Whether blank lines, and lines that end otherwise than expected, are odd. Else they are counted in the table. */
  stopAtBlankLines: boolean;
  stopAtOtherLineEnds: boolean;
}

/**
 * Why a scan stopped, at `Kernel.position`, which is always the start of a record:
 * `end` everything was read · `more` the record there is not complete and more bytes may follow · `odd` the record there is
 * not plain, so it has to be looked at closely · `full` the table has no room for it.
 * A record that is odd but incomplete may be told as either.
 */
export type ScanStop = "end" | "more" | "odd" | "full";

/** How rows are written; made by write/, filled into the kernel's memory, with the encoder's place in it. */
export interface RowEncoding {
  kind: "json" | "delimited";
  /** Output columns; at `projectionAt` a word for each: the field of the record that it takes. */
  columns: number;
  projectionAt: number;
  /** Fields of a full record: further ones are its surplus. */
  width: number;
  /** The quote that `doubledFlag` speaks of. */
  sourceQuote: number;

  /**
   * json: two words a column (address, length) of the bytes before its value: `{"id":"` for the first, `","name":"` for the
   * others. `extraAt` has three such pairs: the bytes before a surplus that is a list of cells (`","_extra":["`), between two
   * of its cells (`","`), after it (`"]`); and then one before a surplus that is JSON text already (`","_extra":`), whose end is
   * nothing. `rowEndAt` has two pairs: the end of a row after a plain value (`"}\n`), and after a surplus (`}\n`).
   */
  keysAt: number;
  extraAt: number;
  rowEndAt: number;
  /** json: bytes of the first key left out on the first row (the `,` between elements of an array); set to 0 by the kernel. */
  skipOnFirst: number;

  /** delimited: one byte. */
  delimiter: number;
  crlf: boolean;
  /** delimited: the very first cell of the file has not been written yet; cleared by the kernel. */
  atFileStart: boolean;
  /** delimited: a cell that a spreadsheet would run gets a `'` in front. */
  neutraliseFormulas: boolean;
  /** How many did. */
  neutralised: number;

  /** Where encoding goes on: the record in the table, the output column, what of it, and how many bytes of that are done. */
  record: number;
  column: number;
  part: number;
  offset: number;
}

/** How the objects of a JSON text become records; made by json/, filled into the kernel's memory. */
export interface JsonShape {
  /** `array`: elements with a `,` between them · `lines`: one object a line, blank lines count · `sequence`: one after the other. */
  layout: JsonLayout;
  columns: number;
  /** Two words a column: address and length of its key as it stands in the source, with its quotes. */
  keysAt: number;
  /** A word a column, and one for the start: the column whose key followed it last time. Kept by the kernel. */
  successorsAt: number;
  /** Where values with escapes are put without them, and the first free byte there, moved by the kernel. */
  scratch: number;
  scratchEnd: number;
  /** A longer record is odd. */
  maxRecordBytes: number;
  /** Whether records with these, and blank lines, are odd. Else they are counted: blank lines in the table, the others here. */
  stopAtNulls: boolean;
  stopAtMissingKeys: boolean;
  stopAtBlankLines: boolean;
  nulls: number;
  missingKeys: number;
}

export type JsonLayout = "array" | "lines" | "sequence";

/** What the cells of a column are held against; made by operations/, filled into the kernel's memory (see row-checks.ts). */
export interface RowChecks {
  /** One of `checkWords` words for each column that is checked, in ascending order of columns. */
  checksAt: number;
  checks: number;
  /** The quote that `doubledFlag` speaks of. */
  sourceQuote: number;
  /** Where failures are written: two words each, the record and `check | failure kind << 24`; at least one record's must fit. */
  failuresAt: number;
  maxFailures: number;
  /** How many there are; set by the kernel, in order of records and columns. */
  failures: number;
  /** The next record to check; moved by the kernel. */
  record: number;
}

/** How records that failed become lines of a list of rejects. */
export interface RejectLines {
  checks: RowChecks;
  /** The next failure to write, and the one to stop before. A record's failures are written together. */
  failure: number;
  lastFailure: number;
  /** Pairs of words (address, length): what stands before the line, record, byte, codes, message, raw, at the end; "and so on". */
  framesAt: number;
  /** Physical line at the address `lineAt`, moved by the kernel; whether a lone CR ends one. */
  line: number;
  lineAt: number;
  cr: boolean;
  /** Number of the table's first record; what is added to an address to make it an offset in the source. */
  firstRecord: number;
  byteShift: number;
}

/**
 * The work on bytes: scanning and encoding, in memory of a fixed size that is handed out once and never moves. There are two,
 * with the same results: WebAssembly SIMD (built from assembly/) and plain TypeScript (plain/), which knows every dialect.
 * Reading may touch up to 64 bytes past any region, writing up to 64 past the end of an output region; `alloc` leaves that room.
 */
export interface Kernel {
  readonly kind: "wasm" | "plain";
  /** The whole memory, as bytes and as words. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  /** Where the last scan stopped. */
  position: number;

  /** Hands out memory, aligned to 16 bytes. @throws RangeError when there is no more */
  alloc(byteLength: number): number;
  /** Whether this kernel can scan the dialect. */
  knows(dialect: ByteDialect): boolean;
  /** Where in [from, to) the first NUL or the first ill-formed (or, at the end, incomplete) UTF-8 sequence starts; else `to`. */
  findOddByte(from: number, to: number): number;
  /** Ends of physical lines in [from, to): each LF; and if `cr` each CR that no LF follows (the byte at `to` counts as following). */
  countLineEnds(from: number, to: number, cr: boolean): number;
  /**
   * Appends the plain records from `from` on to the table. `final`: nothing follows after `to`, which then ends the last record.
   * A record is plain if each of its fields either holds no quote at all or is well formed as a quoted one (opened by its first
   * byte, closed right before a delimiter, line end or the end of the file, quotes inside doubled or escaped); it has the wanted width; it is not
   * blank (zero bytes) and does not start with the comment byte; fewer than two line ends stand inside its quotes; it ends as
   * expected; it is not too long. A one-column file has no other rules. Bytes are neither validated nor searched for NUL.
   */
  scan(dialect: ByteDialect, table: RecordTable, from: number, to: number, final: boolean): ScanStop;
  /**
   * Writes records, from `encoding`'s place on, into [out, outEnd) and answers where writing stopped. When the place has reached
   * the table's last record all is written; else the output is full, in the middle of a cell if need be, and the next call goes on there.
   */
  encode(encoding: RowEncoding, table: RecordTable, out: number, outEnd: number): number;
  /**
   * Appends the plain objects from `from` on to the table, `shape.columns` fields each: strings without their quotes, numbers, true
   * and false verbatim, null and missing keys as empty cells, objects and arrays as compact JSON text. A record ends with its `}`.
   * Anything else is odd: keys that are no column or stand twice, bytes that are no JSON, NUL and lone surrogates as escapes.
   * With a table that already has records, a full scratch memory is told as `full`.
   */
  scanJson(shape: JsonShape, table: RecordTable, from: number, to: number, final: boolean): ScanStop;
  /** Checks records from `checks.record` on, and answers whether it got through; else the list of failures is full. Skipped records are left out. */
  checkRows(checks: RowChecks, table: RecordTable): boolean;
  /** Writes whole lines for the failures into [out, outEnd) and answers where writing stopped; no record may be longer than 64 KiB. */
  writeRejects(lines: RejectLines, table: RecordTable, out: number, outEnd: number): number;
}
