import { formatCount } from "../format-count.ts";
import type { ByteDialect, Kernel, ScanStop } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import { columnAt } from "./column-at.ts";
import { isFusion } from "./is-fusion.ts";
import { findLineEnd, type LineExtent } from "./line-end.ts";
import { LookAhead, type LookAheadState } from "./look-ahead.ts";
import type { Cell, CloseLook, Finding, RecordDriver } from "./record-driver.ts";
import { splitDamagedLine, startsWithDelimiter } from "./split-damaged-line.ts";
import { unescapeCell } from "./unescape-cell.ts";

export interface DelimitedDriverOptions {
  dialect: ByteDialect;
  /** Most cells of one record. */
  maxFields: number;
  state?: LookAheadState | undefined;
}

/** Records of delimited text: plain ones by the kernel, odd ones here, byte by byte. */
export function createDelimitedDriver(kernel: Kernel, options: DelimitedDriverOptions): RecordDriver {
  return new DelimitedDriver(kernel, options);
}

type QuoteFault = "text-after-quote" | "unterminated-quote";
type NoEnd = "more" | "too-long";

/** The record that is being looked at. */
interface Looking {
  from: number;
  to: number;
  final: boolean;
  /** Where it ends, as far as its quotes are known. */
  end: number;
  next: number;
  starts: number[];
  cells: Cell[];
  findings: Finding[];
}

class DelimitedDriver implements RecordDriver {
  readonly #kernel: Kernel;
  readonly #bytes: Uint8Array;
  readonly #maxFields: number;
  readonly #maxRecordBytes: number;
  readonly #lookAhead: LookAhead;
  #dialect: ByteDialect;

  constructor(kernel: Kernel, { dialect, maxFields, state }: DelimitedDriverOptions) {
    this.#kernel = kernel;
    this.#bytes = kernel.bytes;
    this.#dialect = dialect;
    this.#maxFields = maxFields;
    this.#maxRecordBytes = dialect.maxRecordBytes;
    this.#lookAhead = new LookAhead(dialect.maxRecordBytes, state);
    this.#beImpatient();
  }

  state(lastLook: "taken" | "left"): LookAheadState {
    return lastLook === "left" ? this.#lookAhead.marked : this.#lookAhead.state;
  }

  stopAt({ blankLines, otherLineEnds }: { blankLines: boolean; otherLineEnds: boolean }): void {
    this.#dialect = { ...this.#dialect, stopAtBlankLines: blankLines, stopAtOtherLineEnds: otherLineEnds };
  }

  scan(table: RecordTable, from: number, to: number, final: boolean): ScanStop {
    const stop = this.#kernel.scan(this.#dialect, table, from, to, final);
    this.#lookAhead.advance(this.#kernel.position - from);
    return stop;
  }

  look(from: number, to: number, final: boolean): CloseLook | null {
    this.#lookAhead.mark();
    const line = this.#lineEnd(from, from, to, final);
    if (line === "more") return null;
    if (line === "too-long") return this.#told(tooLong(from + this.#maxRecordBytes, from), from);
    const { end, next } = line;
    if (end === from) return { kind: "blank", end, next, cells: [], findings: [] };
    if (this.#bytes[from] === this.#dialect.comment) return this.#told({ kind: "comment", end, next, cells: [], findings: [] }, from);
    const found = this.#split({ from, to, final, end, next, starts: [], cells: [], findings: [] }, line);
    return found && this.#told(found, from);
  }

  #told(look: CloseLook, from: number): CloseLook {
    this.#lookAhead.advance(look.next - from);
    return look;
  }

  /** The end of the line at `at`, within the longest record from `start` on. */
  #lineEnd(at: number, start: number, to: number, final: boolean): LineExtent | NoEnd {
    const longest = start + this.#maxRecordBytes;
    const stop = Math.min(to, longest + 2);
    const line = findLineEnd(this.#bytes, at, stop, { final: final && stop === to, loneCr: this.#dialect.lineEnd === "cr" });
    if (line === null) return stop < longest + 2 ? "more" : "too-long";
    return line.end > longest ? "too-long" : line;
  }

  #split(record: Looking, firstLine: LineExtent): CloseLook | null {
    const { delimiter, quote } = this.#dialect;
    for (let at = record.from; ; at += delimiter.length) {
      record.starts.push(at);
      if (record.starts.length > this.#maxFields) return tooLong(record.end, record.end);
      if (at < record.end && this.#bytes[at] === quote) {
        const close = this.#takeQuoted(record, at, firstLine);
        if (typeof close !== "number") return close;
        at = close;
      } else at = this.#takePlain(record, at);
      if (at === record.end) break;
    }
    const { end, next, starts, cells, findings } = record;
    return { kind: "record", end, next, starts, cells, findings };
  }

  #takePlain(record: Looking, start: number): number {
    const { delimiter, quote } = this.#dialect;
    const bytes = this.#bytes;
    const first = delimiter.length === 0 ? -1 : delimiter[0];
    let stray = -1;
    let at = start;
    for (; at < record.end; at++) {
      const byte = bytes[at];
      if (byte === first && (delimiter.length === 1 || startsWithDelimiter(bytes, delimiter, at, record.end))) break;
      if (byte === quote && stray === -1) stray = at;
    }
    record.cells.push({ start, end: at, doubled: false });
    if (stray !== -1) {
      const message = (line: number) => `Line ${formatCount(line)} has a quote inside an unquoted cell; it was kept as data.`;
      record.findings.push({ code: "stray-quote", at: stray, column: record.starts.length, message });
    }
    return at;
  }

  /** Answers where the cell ends; or, when the record is damaged or too long, what there is instead; null: more bytes are needed. */
  #takeQuoted(record: Looking, open: number, firstLine: LineExtent): number | CloseLook | null {
    const bytes = this.#bytes;
    const close = this.#closingQuote(record, open);
    if (close === "more") return null;
    if (close === "never") return this.#damaged(record, firstLine, { code: "unterminated-quote", at: open, reached: this.#reach(record) });
    const inside = close.at < record.end;
    if (!inside) {
      const line = this.#lineEnd(close.at + 1, record.from, record.to, record.final);
      if (line === "more") return null;
      if (line === "too-long") return tooLong(record.from + this.#maxRecordBytes, close.at + 1);
      record.end = line.end;
      record.next = line.next;
    }
    const end = close.at + 1;
    if (end !== record.end && !startsWithDelimiter(bytes, this.#dialect.delimiter, end, record.end))
      return this.#damaged(record, firstLine, { code: "text-after-quote", at: open, reached: end });
    record.cells.push(this.#quotedCell(open + 1, close));
    if (!inside && isFusion(bytes, this.#dialect, { start: open + 1, end: close.at, maxFields: this.#maxFields })) {
      const message = (line: number) =>
        `The cell that starts on line ${formatCount(line)} holds whole lines that look like records of their own.`;
      record.findings.push({ code: "suspicious-multiline", at: open, column: record.starts.length, message });
    }
    return end;
  }

  #quotedCell(start: number, close: { at: number; escapes: boolean }): Cell {
    const { escape: escaping, quote } = this.#dialect;
    if (!close.escapes || escaping === quote) return { start, end: close.at, doubled: close.escapes };
    return unescapeCell(this.#bytes.subarray(start, close.at), { escaping, quote });
  }

  #reach(record: Looking): number {
    return Math.min(record.to, record.from + Math.max(this.#lookAhead.bytes, record.end - record.from));
  }

  #closingQuote(record: Looking, open: number): { at: number; escapes: boolean } | "more" | "never" {
    const { quote, escape: escaping } = this.#dialect;
    const bytes = this.#bytes;
    // A quote may always close on the line it is known to stand on.
    const limit = record.from + Math.max(this.#lookAhead.bytes, record.end - record.from);
    const stop = Math.min(limit, record.to);
    let escapes = false;
    for (let at = open + 1; at < stop; at++) {
      const byte = bytes[at];
      if (byte === escaping && byte !== quote) {
        escapes = true;
        at++;
      } else if (byte === quote) {
        if (escaping !== quote) return { at, escapes };
        if (at + 1 === record.to && !record.final) return "more";
        if (at + 1 === record.to || bytes[at + 1] !== quote) return { at, escapes };
        escapes = true;
        at++;
      }
    }
    return stop === limit || record.final ? "never" : "more";
  }

  /** A bad record ends with the physical line on which it began; reading goes on, unquoted, with the next line. */
  #damaged(record: Looking, { end, next }: LineExtent, fault: { code: QuoteFault; at: number; reached: number }): CloseLook {
    const { from } = record;
    const dialect = this.#dialect;
    const impatient = this.#lookAhead.fail(fault.reached - from, next - from);
    if (impatient) this.#beImpatient();
    const split = splitDamagedLine(this.#bytes, dialect, { start: from, end, width: dialect.width, maxFields: this.#maxFields });
    if (split === null) return tooLong(end, end);
    const { starts } = split;
    const cells = split.from.map((start, index) => ({ start, end: split.to[index] ?? start, doubled: false }));
    const column = fault.at < end ? columnAt(starts, fault.at) : null;
    const findings: Finding[] = [
      { code: fault.code, at: fault.at, column, message: (line) => `Line ${formatCount(line)} ${quoteMessages[fault.code]}` },
    ];
    if (impatient) findings.push({ code: "low-confidence", at: fault.at, column, message: impatience });
    return { kind: "record", end, next, starts, cells, findings };
  }

  /** Records in which a quote may not close any more have to be looked at. */
  #beImpatient(): void {
    this.#dialect = { ...this.#dialect, maxRecordBytes: this.#lookAhead.patience };
  }
}

function tooLong(end: number, next: number): CloseLook {
  return { kind: "too-long", end, next, cells: [], findings: [] };
}

const impatience = (line: number) =>
  `Many quotes do not close, the last of them on line ${formatCount(line)}; from here on a closing quote is looked for within 64 KB only.`;

const quoteMessages = {
  "text-after-quote": "has text after a closing quote; it was read as far as its line end.",
  "unterminated-quote": "opens a quote that never closes; it was read as far as its line end.",
} as const;
