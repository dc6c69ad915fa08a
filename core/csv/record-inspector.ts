import type { Dialect } from "./dialect.ts";
import { formatCount } from "./format-count.ts";
import type { IssueCode, IssuePlace } from "./issue.ts";
import { type IssueLog, issueSeverity } from "./issue-log.ts";
import type { Flaw } from "./record-batch.ts";
import type { RecordSpan } from "./record-span.ts";
import { type SplitRecord, splitDamagedLine, splitRecord } from "./split-record.ts";
import type { TextWindow } from "./text-window.ts";

interface Finding {
  code: IssueCode;
  /** Offset in the window, where the trouble is. */
  at: number;
  /** 1-based. */
  column: number | null;
  /** Made only for those that are shown. */
  message: () => string;
}

/** Looks closely at the records that are not plain: says everything that is odd about them, and fits them to the table. */
export class RecordInspector {
  readonly #window: TextWindow;
  readonly #dialect: Dialect;
  readonly #log: IssueLog;
  #names: readonly string[] | null = null;

  constructor(window: TextWindow, dialect: Dialect, log: IssueLog) {
    this.#window = window;
    this.#dialect = dialect;
    this.#log = log;
  }

  /** From now on records are held against these columns. */
  setColumns(names: readonly string[]): void {
    this.#names = names;
  }

  split(span: RecordSpan): SplitRecord {
    const text = this.#window.text.slice(span.start, span.end);
    return span.kind === "damaged" ? splitDamagedLine(text, this.#dialect, this.#names?.length ?? null) : splitRecord(text, this.#dialect);
  }

  /** Notes the record's issues, pads or trims `row` in place, and answers the flaw if the record is bad. */
  inspect(span: RecordSpan, row: string[], record: number): Flaw | null {
    this.#window.anchor(span.start);
    const findings = this.#findingsWithin(span, row);
    this.#fitWidth(span, row, findings);
    if (findings.length === 0) return null;
    findings.sort((a, b) => a.at - b.at);
    for (const finding of findings) this.#log.add(finding.code, () => this.place(span, record, { ...finding, message: finding.message() }));
    const errors = findings.filter((finding) => issueSeverity(finding.code) === "error");
    return errors.length === 0 ? null : this.#flaw(span, record, errors);
  }

  place(span: RecordSpan, record: number | null, where: { at: number; column: number | null; message: string }): IssuePlace {
    const { at, column, message } = where;
    return {
      line: this.#lineOf(span, at),
      record,
      column,
      name: column === null ? null : (this.#names?.[column - 1] ?? null),
      byte: this.#window.byteAt(at),
      message,
    };
  }

  #flaw(span: RecordSpan, record: number, errors: readonly Finding[]): Flaw {
    return {
      line: span.line,
      record,
      byte: this.#window.byteAt(span.start),
      codes: distinctCodes(errors),
      message: () => errors.map((error) => error.message()).join(" "),
      raw: this.#window.text.slice(span.start, span.end),
      source: this.#window.sourceOf(span.start, span.end, span.next),
      decodes: !this.#window.hasFaults || this.#window.faultsIn(span.start, span.end).length === 0,
    };
  }

  #findingsWithin(span: RecordSpan, row: readonly string[]): Finding[] {
    const findings: Finding[] = [];
    const text = this.#window.text.slice(span.start, span.end);
    const faults = this.#window.hasFaults ? this.#window.faultsIn(span.start, span.end) : [];
    const hasNul = text.includes("\0");
    if (span.fault === null && span.strays.length === 0 && faults.length === 0 && !hasNul && span.lines <= 2) return findings;
    const { starts } = this.split(span);
    const line = () => `Line ${formatCount(span.line)}`;
    const add = (code: IssueCode, at: number, message: () => string) => {
      findings.push({ code, at, column: at < span.end ? columnAt(starts, at - span.start) : null, message });
    };
    for (const at of span.strays) add("stray-quote", at, () => `${line()} has a quote inside an unquoted cell; it was kept as data.`);
    const { fault } = span;
    if (fault) add(fault.code, fault.at, () => `${line()} ${quoteMessages[fault.code]}`);
    for (const [column, bad] of firstPerColumn(starts, faults, span.start)) {
      const bytes = this.#window.bytesOf(bad.at, bad.at + 1);
      const message = () => `${line()} holds bytes that are no text in this encoding (${toHex(bytes)}); U+FFFD stands in their place.`;
      findings.push({ code: "invalid-bytes", at: bad.at, column, message });
    }
    for (const [index, start] of hasNul ? starts.entries() : []) {
      const at = text.slice(0, starts[index + 1]).indexOf("\0", start);
      if (at !== -1) add("nul", span.start + at, () => `${line()} holds a NUL character; it was kept.`);
    }
    if (span.lines > 2) this.#findFusion(span, row, starts, findings);
    return findings;
  }

  /** A cell that swallowed whole lines of the table's width probably has a quote too many. */
  #findFusion(span: RecordSpan, row: readonly string[], starts: readonly number[], findings: Finding[]): void {
    const width = this.#names?.length ?? 0;
    if (width < 2) return;
    const lineEnd = this.#dialect.lineEnd === "cr" ? /\r\n|\r|\n/ : /\r?\n/;
    for (const [index, cell] of row.entries()) {
      const inner = cell.split(lineEnd).slice(1, -1);
      if (inner.length === 0 || !inner.every((line) => splitRecord(line, this.#dialect).cells.length === width)) continue;
      const message = () =>
        `The cell that starts on line ${formatCount(span.line)} holds ${formatCount(inner.length)} lines that look like records of their own.`;
      findings.push({ code: "suspicious-multiline", at: span.start + (starts[index] ?? 0), column: index + 1, message });
    }
  }

  #fitWidth(span: RecordSpan, row: string[], findings: Finding[]): void {
    const width = this.#names?.length ?? row.length;
    if (row.length === width) return;
    const cells = row.length;
    const line = () => `Line ${formatCount(span.line)}`;
    const message = () => `${line()} has ${formatCount(cells)} ${cells === 1 ? "field" : "fields"}; the table has ${formatCount(width)}.`;
    if (cells < width) {
      findings.push({ code: "too-few-fields", at: span.end, column: cells + 1, message });
      while (row.length < width) row.push("");
      return;
    }
    const at = span.start + (this.split(span).starts[width] ?? 0);
    if (row.every((cell, index) => index < width || cell === "")) {
      const trailing = () => `${line()} ends with delimiters too many; they were dropped.`;
      findings.push({ code: "trailing-delimiter", at, column: width + 1, message: trailing });
      row.length = width;
      return;
    }
    findings.push({ code: "too-many-fields", at, column: width + 1, message });
  }

  #lineOf(span: RecordSpan, at: number): number {
    const ends = this.#dialect.lineEnd === "cr" ? /\r\n|\r|\n/g : /\n/g;
    const before = this.#window.text.slice(span.start, at);
    return span.line + (before.match(ends)?.length ?? 0);
  }
}

const quoteMessages = {
  "text-after-quote": "has text after a closing quote; it was read as far as its line end.",
  "unterminated-quote": "opens a quote that never closes; it was read as far as its line end.",
} as const;

function distinctCodes(findings: readonly Finding[]): IssueCode[] {
  const [only] = findings;
  return only && findings.length === 1 ? [only.code] : [...new Set(findings.map((finding) => finding.code))];
}

/** 1-based column of the cell that holds the offset. */
function columnAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}

function firstPerColumn<T extends { at: number }>(starts: readonly number[], faults: readonly T[], base: number): Map<number, T> {
  const first = new Map<number, T>();
  for (const fault of faults) {
    const column = columnAt(starts, fault.at - base);
    if (!first.has(column)) first.set(column, fault);
  }
  return first;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
