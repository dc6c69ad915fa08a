import { AppError } from "../../app-error.ts";
import type { LayoutWatch } from "../detect/layout-watch.ts";
import type { TablePlan } from "../detect/table-plan.ts";
import { IssueLog } from "../issue-log.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { maxRawLength, type ReaderLimits } from "../limits.ts";
import type { TextSource } from "../source/text-source.ts";
import { Accounts } from "./accounts.ts";
import { BlankRecords } from "./blank-records.ts";
import type { BlockTable } from "./block-table.ts";
import { IssueTeller, tellPlan } from "./issue-teller.ts";
import { LineCounter } from "./line-counter.ts";
import { skipLine } from "./line-end.ts";
import { LongRecord } from "./long-record.ts";
import { PlainScan } from "./plain-scan.ts";
import type { ReadingState } from "./reading-state.ts";
import type { ReadingWindow } from "./reading-window.ts";
import type { CloseLook, RecordDriver } from "./record-driver.ts";
import { PlacedRecord, RecordPlaces } from "./record-places.ts";
import { type FittedRecord, RecordTaker } from "./record-taker.ts";
import type { ReadSummary, RecordBlock, RecordSource } from "./table-reader.ts";

export interface ReadingParts {
  name: string;
  source: TextSource;
  plan: TablePlan;
  kernel: Kernel;
  driver: RecordDriver;
  watch: LayoutWatch;
  window: ReadingWindow;
  table: BlockTable;
  limits: ReaderLimits;
  signal: AbortSignal;
  from?: ReadingState | undefined;
}

type Stop = "more" | "full" | "end";

const lineEndBytes = { lf: 1, crlf: 2, cr: 1 } as const;

/** The loop over a file's records: plain ones by the driver's scan, odd ones one by one, each byte accounted for. */
export class TableReading {
  readonly #parts: ReadingParts;
  readonly #log: IssueLog;
  readonly #lines: LineCounter;
  readonly #places: RecordPlaces;
  readonly #teller: IssueTeller;
  readonly #accounts: Accounts;
  readonly #taker: RecordTaker;
  readonly #plain: PlainScan;
  readonly #blanks: BlankRecords;
  readonly #oneColumn: boolean;
  readonly #loneCr: boolean;
  readonly #quote: number;
  /** Address of the next record. */
  #position: number;
  /** A record that found no room in the block before. */
  #pending: { look: CloseLook; fitted: FittedRecord | null } | null = null;
  /** A record that cannot be held, while its end is looked for. */
  #long: LongRecord | null = null;
  #stops = { blankLines: true, otherLineEnds: true };
  #ended = false;

  constructor(parts: ReadingParts) {
    const { plan, source, kernel, window, from, name } = parts;
    const { lineEnd, quote } = plan.dialect;
    const delimited = plan.format === "delimited";
    this.#parts = parts;
    this.#loneCr = lineEnd === "cr";
    this.#quote = quote === "" ? -1 : quote.charCodeAt(0);
    this.#position = (from?.at ?? plan.dataStart) - window.offset;
    this.#oneColumn = delimited && plan.header.names.length === 1;
    this.#log = new IssueLog(from?.issues);
    this.#lines = new LineCounter(kernel, { loneCr: this.#loneCr, address: this.#position, line: from?.line ?? plan.dataLine });
    this.#places = new RecordPlaces(kernel, source.map, window, this.#lines);
    this.#teller = new IssueTeller(this.#log, this.#places, { names: plan.header.names, lineEnd });
    this.#accounts = new Accounts(name, delimited ? lineEndBytes[lineEnd] : 0, from?.accounts);
    if (!from) {
      tellPlan(this.#log, plan, { encoding: source.encoding, toSource: (at) => source.map.toSource(at) });
      this.#accounts.skip(plan.dataStart);
    }
    const common = { map: source.map, places: this.#places, teller: this.#teller, accounts: this.#accounts };
    const table = { width: plan.width, quote: this.#quote, lineEnd: delimited ? lineEnd : null };
    const before = { records: from?.records ?? 0, skipped: from?.skipped ?? plan.skipped };
    this.#taker = new RecordTaker({ ...parts, ...common, ...table }, before);
    const known = { ...parts, ...common, taker: this.#taker, log: this.#log, loneCr: this.#loneCr };
    this.#plain = new PlainScan(known);
    this.#blanks = new BlankRecords({ ...known, maxRecordBytes: parts.limits.maxRecordBytes }, from?.blanksTo ?? 0);
    this.#relax();
  }

  /** @throws AppError unaccounted, and whatever the source throws */
  async next(): Promise<RecordBlock | null> {
    if (this.#ended) return null;
    const { window } = this.#parts;
    this.#begin();
    for (;;) {
      const stop = this.#read();
      if (this.#parts.table.records > 0) return this.#block();
      if (stop === "end") return this.#end();
      if (window.ended) return this.#leave();
      await this.#refill();
    }
  }

  sourceOf(index: number): RecordSource {
    const { table } = this.#parts;
    const { long } = this.#taker;
    if (long?.index === index) return long;
    return new PlacedRecord(this.#places, { start: table.startOf(index), end: table.endOf(index), record: this.#firstRecord + index });
  }

  rowOf(index: number): string[] {
    if (this.#taker.long?.index === index) return [];
    const row = this.#parts.table.cellsOf(index, this.#quote);
    while (row.length < this.#parts.plan.header.names.length) row.push("");
    return row;
  }

  summary(): ReadSummary {
    const { records, skipped } = this.#taker;
    return { records, bytes: this.#places.byteAt(this.#position), skipped: { ...skipped }, issues: this.#log.summaries() };
  }

  state(): ReadingState {
    const { driver, watch, window } = this.#parts;
    return {
      at: window.offset + this.#position,
      line: this.#lines.lineAt(this.#position),
      lastByte: window.lastByte,
      records: this.#taker.records,
      skipped: { ...this.#taker.skipped },
      issues: this.#log.state,
      accounts: this.#accounts.state,
      blanksTo: this.#blanks.decidedTo,
      driver: driver.state?.(this.#pending === null ? "taken" : "left") ?? null,
      watch: watch.state(),
    };
  }

  get #firstRecord(): number {
    return this.#taker.records - this.#parts.table.records + 1;
  }

  #begin(): void {
    const { table, source, window, signal } = this.#parts;
    signal.throwIfAborted();
    table.clear();
    this.#taker.clear();
    this.#lines.anchor(this.#position);
    source.map.release(window.offset + this.#position);
  }

  #block(): RecordBlock {
    const { table, source } = this.#parts;
    return { table, firstRecord: this.#firstRecord, flaws: this.#taker.flaws, consumed: source.consumed() };
  }

  /** The source ended before the text did: what is left is no whole record. */
  #leave(): null {
    const { window, name } = this.#parts;
    if (window.final) throw new AppError("unaccounted", `${name}: the text after line ${this.#lines.lineAt(this.#position)} was not read.`);
    this.#ended = true;
    return null;
  }

  #end(): null {
    const { window, watch, plan } = this.#parts;
    this.#ended = true;
    this.#teller.layout(watch.end());
    const terminated = window.lastByte === 10 || (window.lastByte === 13 && this.#loneCr);
    if (!terminated && plan.format !== "json") this.#teller.noFinalLineEnd(this.#position);
    this.#accounts.close(window.offset + window.end);
    return null;
  }

  async #refill(): Promise<void> {
    const { window, signal } = this.#parts;
    signal.throwIfAborted();
    this.#lines.anchor(this.#position);
    await window.refill(this.#position);
    this.#position = window.start;
    this.#lines.move(this.#position);
    this.#plain.forget();
  }

  /** Reads on until the window has no whole record any more, the table is full, or the file has ended. */
  #read(): Stop {
    const { window, table, limits } = this.#parts;
    for (;;) {
      if (this.#taker.flaws.length >= limits.blockFlaws) return "full";
      if (this.#long && !this.#skipLong(this.#long)) return "more";
      if (this.#position === window.end) return window.final ? "end" : "more";
      if (this.#pending === null) {
        const stop = this.#plain.run(this.#position);
        this.#position = this.#plain.position;
        if (this.#position === window.end) continue;
        if (stop === "full" && table.records > 0) return "full";
        if (stop === "more" && !this.#isLong()) return "more";
        const look = this.#look();
        if (look === null) return "more";
        this.#pending = { look, fitted: null };
      }
      const stop = this.#take(this.#pending);
      if (stop !== null) return stop;
    }
  }

  #isLong(): boolean {
    const { window, limits } = this.#parts;
    return window.end - this.#position > limits.maxRecordBytes + 2;
  }

  #look(): CloseLook | null {
    const { driver, window, limits } = this.#parts;
    const look = driver.look(this.#position, window.end, window.final);
    if (look !== null || (!window.final && !this.#isLong())) return look;
    const end = Math.min(this.#position + limits.maxRecordBytes, window.end);
    return { kind: "too-long", end, next: this.#position, cells: [], findings: [] };
  }

  /** Takes what was looked at; otherwise answers what has to happen first. */
  #take(pending: { look: CloseLook; fitted: FittedRecord | null }): Stop | null {
    const { table } = this.#parts;
    const { look } = pending;
    const start = this.#position;
    if (look.kind === "blank") {
      this.#pending = null;
      return this.#takeBlank(look.next);
    }
    if (look.kind === "record") {
      pending.fitted ??= this.#taker.fit(start, look);
      if (table.hasRoom(look)) this.#taker.take(pending.fitted);
      else if (table.records > 0) return "full";
      else this.#startLong(look.end, look.end);
    } else if (look.kind === "comment") this.#taker.skipComment(start, look);
    else if (table.records > 0) return "full";
    else this.#startLong(look.end, look.next);
    this.#pending = null;
    if (this.#long === null) this.#position = look.next;
    this.#relax();
    return null;
  }

  #takeBlank(next: number): Stop | null {
    let stop: Stop | null = null;
    if (this.#oneColumn) {
      stop = this.#blanks.take(this.#position);
      this.#position = this.#blanks.position;
    } else {
      this.#taker.skipBlank(this.#position, next);
      this.#position = next;
    }
    this.#relax();
    return stop;
  }

  #startLong(end: number, next: number): void {
    const { window, kernel } = this.#parts;
    const start = this.#position;
    let shown = Math.min(start + maxRawLength, end);
    while (shown > start && shown < window.end && ((kernel.bytes[shown] ?? 0) & 0xc0) === 0x80) shown--;
    this.#long = new LongRecord(this.#places, { start, shown, record: this.#taker.records + 1, from: window.offset + start });
    this.#position = next;
  }

  /** Whether the end of the record was found. */
  #skipLong(long: LongRecord): boolean {
    const { driver, kernel, window } = this.#parts;
    const { end: to, final } = window;
    const found = driver.skip?.(this.#position, to, final) ?? skipLine(kernel.bytes, this.#position, to, { final, loneCr: this.#loneCr });
    if (found.found) {
      this.#taker.takeLong(long, found);
      this.#long = null;
      this.#relax();
    }
    this.#position = found.next;
    return found.found;
  }

  /** Once the first places of blank lines and other line ends are known, they only have to be counted. */
  #relax(): void {
    const blankLines = this.#oneColumn || !this.#log.isFull("blank-line");
    const otherLineEnds = !this.#log.isFull("mixed-line-ends");
    if (blankLines === this.#stops.blankLines && otherLineEnds === this.#stops.otherLineEnds) return;
    this.#stops = { blankLines, otherLineEnds };
    this.#parts.driver.stopAt?.(this.#stops);
  }
}
