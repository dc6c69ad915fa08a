import { AppError } from "../app-error.ts";
import { fileIssue, HeaderReader, requireHeaderLength } from "./header-reader.ts";
import { type IssuePlace, maxPlacesPerIssue } from "./issue.ts";
import { IssueLog } from "./issue-log.ts";
import { maxRawLength } from "./limits.ts";
import { canPapaSplit, papaSplit } from "./papa-split.ts";
import type { ReadPlan } from "./read-plan.ts";
import type { Flaw, RecordBatch } from "./record-batch.ts";
import { RecordInspector } from "./record-inspector.ts";
import { RecordScanner } from "./record-scanner.ts";
import type { RecordSpan } from "./record-span.ts";
import { TextWindow } from "./text-window.ts";

/** Lines of a file that are not records. */
export interface Skipped {
  blank: number;
  comment: number;
  preamble: number;
  header: number;
}

/** Blank lines of a one-column file wait for what follows: records before another one, mere blank lines at the end. */
const maxWaitingBlanks = 1_000_000;

interface Growing {
  rows: string[][];
  flaws: Map<number, Flaw>;
}

/** Bytes in, records out, without waiting for anything: the machine behind `inspect` and `readRecords`. */
export class RecordParser {
  readonly log = new IssueLog();
  readonly skipped: Skipped = { blank: 0, comment: 0, preamble: 0, header: 0 };
  readonly header: HeaderReader;
  /** Null until the header was read. */
  names: string[] | null;
  /** Data records so far. */
  records = 0;
  readonly #plan: ReadPlan;
  readonly #window: TextWindow;
  readonly #scanner: RecordScanner;
  readonly #inspector: RecordInspector;
  readonly #papa: boolean;
  #line = 1;
  #run: RecordSpan[] = [];
  #odd: boolean[] = [];
  #close = false;
  #waitingBlanks: IssuePlace[] = [];
  #waitingCount = 0;
  /** A record that was too long, while its end is looked for. */
  #endless: Flaw | null = null;
  #ended = true;

  constructor(plan: ReadPlan) {
    this.#plan = plan;
    this.#window = new TextWindow(plan.encoding);
    this.#scanner = new RecordScanner(plan.dialect, plan.limits.maxRecordLength);
    this.#inspector = new RecordInspector(this.#window, plan.dialect, this.log);
    this.#papa = canPapaSplit(plan.dialect);
    this.header = new HeaderReader(plan, this.#window, this.#inspector, this.log);
    if (plan.encoding.bomBytes > 0)
      this.log.add("bom", () => fileIssue("The file starts with a byte order mark; it is not part of the first name."));
    const { preambleLines } = plan;
    if (preambleLines > 0) this.log.add("preamble", () => fileIssue(`${preambleLines} lines before the table were left out.`));
    this.names = this.header.generate();
    if (this.names) this.#inspector.setColumns(this.names);
  }

  /** Bytes of the file read so far. */
  get bytes(): number {
    return this.#window.byteEnd;
  }

  /** Reads a block (without the byte order mark); `final` says that nothing follows. */
  push(block: Uint8Array, final: boolean): RecordBatch {
    const batch: Growing = { rows: [], flaws: new Map() };
    const window = this.#window;
    window.append(block, final);
    this.#close = window.hasFaults || window.text.includes("\0");
    this.#scanner.load(window.text, final);
    let at = this.#endless ? this.#skipEndless(0, batch, final) : 0;
    while (this.#endless === null && this.#advance(at)) {
      at = this.#scanner.next;
      this.#take(this.#span(), batch);
      if (this.#endless) at = this.#skipEndless(at, batch, final);
    }
    this.#flush(batch);
    if (final) this.#finish(at);
    window.drop(at);
    return { ...batch, bytes: this.bytes };
  }

  #advance(at: number): boolean {
    if (this.skipped.preamble >= this.#plan.skip) return this.#scanner.advance(at);
    // A line to leave out is a physical line, whatever quotes it holds.
    this.#scanner.start = at;
    this.#scanner.lines = 1;
    this.#scanner.kind = "plain";
    return at < this.#window.text.length && this.#scanner.findLineEnd(at);
  }

  #span(): RecordSpan {
    const { start, end, next, lines, kind, terminator, strays, fault } = this.#scanner;
    const span = { start, end, next, line: this.#line, lines, kind, terminator, strays, fault };
    this.#line += lines;
    return span;
  }

  #take(span: RecordSpan, batch: Growing): void {
    this.#ended = span.terminator !== null;
    if (span.terminator !== null && span.terminator !== this.#plan.dialect.lineEnd) this.#noteLineEnd(span);
    if (this.skipped.preamble < this.#plan.skip) {
      this.skipped.preamble++;
    } else if (this.names === null) {
      this.#takeHeader(span);
    } else if (this.#papa && (span.kind === "plain" || span.kind === "quoted")) {
      const last = this.#run.at(-1);
      if (last && last.terminator !== span.terminator && span.terminator !== null) this.#flush(batch);
      this.#run.push(span);
      this.#odd.push(span.end === span.start || span.lines > 1 || span.strays.length > 0 || this.#close);
    } else {
      this.#flush(batch);
      this.#takeAlone(span, batch);
    }
  }

  #takeHeader(span: RecordSpan): void {
    if (span.end === span.start) {
      this.#noteBlank(span);
      return;
    }
    if (span.kind === "too-long") requireHeaderLength(this.#window.text.slice(span.start, span.end), this.#plan);
    this.names = this.header.take(span);
    this.skipped.header++;
    if (this.names) this.#inspector.setColumns(this.names);
  }

  /** PapaParse splits the records that end alike; their number must be what was found before. */
  #flush(batch: Growing): void {
    const run = this.#run;
    const first = run[0];
    if (first === undefined) return;
    const text = this.#window.text.slice(first.start, run.at(-1)?.end);
    const rows = papaSplit(text, this.#plan.dialect, first.terminator ?? this.#plan.dialect.lineEnd);
    if (rows.length !== run.length) {
      throw new AppError("unaccounted", `${this.#plan.name}: ${run.length} records after line ${first.line} were read as ${rows.length}.`);
    }
    const width = this.names?.length ?? 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? [];
      if (row.length === width && !this.#odd[index]) {
        if (this.#waitingCount > 0) this.#releaseBlanks(batch);
        batch.rows.push(row);
        this.records++;
      } else this.#takeOdd(run[index] ?? first, row, batch);
    }
    this.#run = [];
    this.#odd = [];
  }

  #takeAlone(span: RecordSpan, batch: Growing): void {
    if (span.kind === "too-long") {
      this.#startEndless(span, batch);
      return;
    }
    this.#takeOdd(span, this.#inspector.split(span).cells, batch);
  }

  #takeOdd(span: RecordSpan, row: string[], batch: Growing): void {
    if (span.end === span.start) {
      if (this.names?.length === 1) this.#waitBlank(span, batch);
      else this.#noteBlank(span);
      return;
    }
    this.#releaseBlanks(batch);
    this.records++;
    const flaw = this.#inspector.inspect(span, row, this.records);
    if (flaw) batch.flaws.set(batch.rows.length, flaw);
    batch.rows.push(row);
  }

  #waitBlank(span: RecordSpan, batch: Growing): void {
    this.#waitingCount++;
    if (this.#waitingBlanks.length < maxPlacesPerIssue) this.#waitingBlanks.push(this.#blankPlace(span));
    if (this.#waitingCount >= maxWaitingBlanks) this.#releaseBlanks(batch);
  }

  #releaseBlanks(batch: Growing): void {
    for (; this.#waitingCount > 0; this.#waitingCount--) {
      batch.rows.push([""]);
      this.records++;
    }
    this.#waitingBlanks = [];
  }

  #noteBlank(span: RecordSpan): void {
    this.skipped.blank++;
    this.log.add("blank-line", () => this.#blankPlace(span));
  }

  #blankPlace(span: RecordSpan): IssuePlace {
    return this.#inspector.place(span, null, { at: span.start, column: null, message: `Line ${span.line} is blank; it was left out.` });
  }

  #noteLineEnd(span: RecordSpan): void {
    const message = `Line ${span.line} ends with ${lineEndNames[span.terminator ?? "lf"]}; most lines end with ${lineEndNames[this.#plan.dialect.lineEnd]}.`;
    this.log.add("mixed-line-ends", () => ({
      ...this.#inspector.place(span, null, { at: span.end, column: null, message }),
      line: span.line + span.lines - 1,
    }));
  }

  #startEndless(span: RecordSpan, batch: Growing): void {
    const message = `The record that starts on line ${span.line} is longer than can be held; it was set aside.`;
    const byte = this.#window.byteAt(span.start);
    const rawLength = Math.min(maxRawLength, this.#plan.limits.maxRecordLength);
    const raw = this.#window.text.slice(span.start, span.start + rawLength);
    this.#releaseBlanks(batch);
    const record = ++this.records;
    this.log.add("record-too-long", () => this.#inspector.place(span, record, { at: span.start, column: null, message }));
    const truncated = { from: byte, to: null };
    this.#endless = {
      line: span.line,
      record,
      byte,
      codes: ["record-too-long"],
      message: () => message,
      raw,
      source: null,
      decodes: true,
      truncated,
    };
    if (span.terminator !== null) this.#endEndless(span.end, batch);
  }

  /** Looks for the end of a record that is not held; answers where to read on. */
  #skipEndless(at: number, batch: Growing, final: boolean): number {
    const text = this.#window.text;
    if (!this.#scanner.findLineEnd(at)) return !final && text.endsWith("\r") ? text.length - 1 : text.length;
    this.#ended = this.#scanner.terminator !== null;
    this.#endEndless(this.#scanner.end, batch);
    return this.#scanner.next;
  }

  #endEndless(at: number, batch: Growing): void {
    if (this.#endless === null) return;
    const from = this.#endless.truncated?.from ?? null;
    batch.flaws.set(batch.rows.length, { ...this.#endless, truncated: { from, to: this.#window.byteAt(at) } });
    batch.rows.push([]);
    this.#endless = null;
  }

  #finish(at: number): void {
    if (at !== this.#window.text.length || this.#endless) {
      throw new AppError("unaccounted", `${this.#plan.name}: the text after line ${this.#line} was not read.`);
    }
    this.skipped.blank += this.#waitingCount;
    for (const place of this.#waitingBlanks) this.log.add("blank-line", () => place);
    const unplaced = this.#waitingCount - this.#waitingBlanks.length;
    if (unplaced > 0) this.log.count("blank-line", unplaced);
    if (!this.#ended) {
      const place = { line: Math.max(this.#line - 1, 1), record: null, column: null, name: null, byte: this.#window.byteAt(at) };
      this.log.add("no-final-newline", () => ({ ...place, message: "The last line has no line end." }));
    }
    this.names ??= this.header.finish();
    if (this.names.length === 0) throw new AppError("empty-file", `${this.#plan.name} holds no records.`);
  }
}

const lineEndNames = { lf: "LF", crlf: "CRLF", cr: "CR" } as const;
