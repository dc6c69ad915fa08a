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
   * byte, closed right before a delimiter, line end or the end of the file, quotes inside doubled); it has the wanted width; it is not
   * blank (zero bytes) and does not start with the comment byte; fewer than two line ends stand inside its quotes; it ends as
   * expected; it is not too long. A one-column file has no other rules. Bytes are neither validated nor searched for NUL.
   */
  scan(dialect: ByteDialect, table: RecordTable, from: number, to: number, final: boolean): ScanStop;
  /**
   * Writes records, from `encoding`'s place on, into [out, outEnd) and answers where writing stopped. When the place has reached
   * the table's last record all is written; else the output is full, in the middle of a cell if need be, and the next call goes on there.
   */
  encode(encoding: RowEncoding, table: RecordTable, out: number, outEnd: number): number;
}
