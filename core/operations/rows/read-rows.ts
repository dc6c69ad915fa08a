import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode } from "../../csv/issue.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import { fieldCountMask, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import type { Flaw, RecordSource } from "../../csv/read/table-reader.ts";
import { requireAccounted } from "../../jobs/accounting.ts";
import type { InputFile, RunContext } from "../operation.ts";
import { createFileReport, type FileReport } from "../results/file-report.ts";
import type { RejectSource, RejectWriter } from "../results/reject-writer.ts";
import { applyPolicy } from "./apply-policy.ts";
import { CarriedRows } from "./carried-rows.ts";
import type { InputParams } from "./input-params.ts";
import { joinIssues } from "./join-issues.ts";
import { type InputBlock, openInput, type TableInput } from "./open-input.ts";
import type { RowGate } from "./row-gate.ts";
import { stopAtRow, toFailedReport } from "./stopped-at-row.ts";

/** One record, as text. */
export interface Row {
  /** In its block. */
  index: number;
  /** 1-based physical line and data record; 0-based byte in the decompressed source. */
  line: number;
  record: number;
  byte: number;
  /** As many as there are columns. */
  cells: readonly string[];
}

/** What is wrong with a row, or worth saying of it. `message` is a sentence without the line, which is put in front. */
export interface RowIssue {
  code: IssueCode;
  /** The column's name. */
  column?: string | undefined;
  message: string;
}

/** A row that could not be read as one. */
export interface RejectedRow {
  line: number;
  record: number;
  codes: readonly IssueCode[];
  message: string;
}

export interface RowBlock {
  /** Names of the cells: the file's, without those that a mask drops. */
  columns: readonly string[];
  /** Whether the file's numbers have a comma before their fraction. */
  decimalComma: boolean;
  /** Those that the filter and the policy for bad rows let through. */
  rows: readonly Row[];
  /** Rows of the same stretch that the policy set aside. */
  rejected: readonly RejectedRow[];
  /** Sets a row of this block aside, once, under every policy but stop, which ends the run. Only until the block was taken. */
  reject(row: Row, flaw: RowIssue): void;
  /** Says something of a row that stays. */
  note(row: Row, issue: RowIssue): void;
}

export interface RowsRun {
  rejects: RejectWriter;
  rejectsName: string;
  /** In front of messages that are about this file. */
  placeInMessages: string;
  /**
   * Rows are taken in multiples of so many, but for a file's last and where a bad row or long ones are in the way: what is asked of a
   * store by the hundred costs no more calls than it has to.
   */
  multipleOf?: number;
  /** Called once before the first row, also where there is none. */
  begin?(table: Pick<RowBlock, "columns" | "decimalComma">): void | Promise<void>;
  /** What rows have to pass before they are taken, in place of the policy alone. Its rejects are written first of a block's. */
  createGate?(input: TableInput): RowGate;
  progress(rows: number, bytes: number): void;
}

/** About so many rows are text at the same time. */
const rowsAtOnce = 2000;

/**
 * Reads a file's rows as text, filtered and masked, block by block in the file's order, and writes those that are rejected.
 * @throws StoppedAtRow, AppError no-such-column, unaccounted, and whatever `openTable` throws
 */
export async function readRows<P extends InputParams>(
  context: RunContext<P>,
  file: InputFile,
  run: RowsRun,
  take: (block: RowBlock) => Promise<void>,
): Promise<FileReport> {
  const started = performance.now();
  const input = await openInput(context, file, { masksLater: run.createGate !== undefined });
  const reading = new RowReading(context, input, { file, run, started });
  try {
    await reading.perform(take);
    return reading.report();
  } catch (error) {
    context.failed?.(reading.failure(error));
    throw error;
  } finally {
    await input.close();
  }
}

class RowReading {
  readonly #context: RunContext<InputParams>;
  readonly #input: TableInput;
  readonly #file: InputFile;
  readonly #run: RowsRun;
  readonly #started: number;
  readonly #log = new IssueLog();
  readonly #names: readonly string[];
  readonly #fileColumns: ReadonlyMap<string, number>;
  readonly #carried = new CarriedRows();
  #gate: RowGate | null = null;
  readonly #counts = { out: 0, rejected: 0, filtered: 0 };

  constructor(context: RunContext<InputParams>, input: TableInput, parts: { file: InputFile; run: RowsRun; started: number }) {
    this.#context = context;
    this.#input = input;
    this.#file = parts.file;
    this.#run = parts.run;
    this.#started = parts.started;
    this.#names = input.columns.map(({ name }) => name);
    this.#fileColumns = new Map(input.columns.map(({ name, field }) => [name, field + 1]));
  }

  report(): FileReport {
    const { out, rejected, filtered } = this.#counts;
    return createFileReport(this.#file.name, this.#input, {
      columns: this.#names.map((name) => ({ column: name, as: name })),
      counts: { in: out + rejected + filtered, out, rejected, filtered },
      issues: joinIssues([...this.#input.summary().issues, ...(this.#gate?.issues() ?? []), ...this.#log.summaries()]),
      neutralisedCells: 0,
      ms: Math.round(performance.now() - this.#started),
    });
  }

  failure(cause: unknown): FileReport {
    return toFailedReport(this.report(), cause, this.#input);
  }

  async perform(take: (block: RowBlock) => Promise<void>): Promise<void> {
    this.#gate = this.#run.createGate?.(this.#input) ?? null;
    await this.#run.begin?.({ columns: this.#names, decimalComma: this.#input.found.decimalComma });
    for (let block = await this.#input.next(); block; block = await this.#input.next()) {
      this.#context.signal.throwIfAborted();
      await this.#takeBlock(block, take);
      const { out, rejected, filtered } = this.#counts;
      this.#run.progress(out + rejected + filtered, block.consumed);
    }
    await this.#takeLast(take);
    await this.#gate?.end(this.#input.summary().records);
    requireAccounted({ in: this.#input.summary().records, ...this.#counts }, this.#file.name);
  }

  async #takeBlock(block: InputBlock, take: (block: RowBlock) => Promise<void>): Promise<void> {
    const { placeInMessages, multipleOf = 1 } = this.#run;
    const { kernel } = this.#input;
    const byGate = (await this.#gate?.take(block, this.#rejectSource)) ?? 0;
    const isStop = this.#context.onBadRow === "stop";
    // Under stop the first bad row counts, whoever finds it: the reader's flaw, which ends its block, waits for its turn.
    const [flaw] = isStop ? block.flaws : [];
    const set = this.#gate ? [] : applyPolicy(block, kernel, isStop ? "keep" : this.#context.onBadRow, placeInMessages);
    const rejected = new Map(set.map((one) => [one.index, one]));
    const end = Math.min(block.table.records, flaw?.index ?? block.table.records);
    const rows = this.#carried.take();
    for (let from = 0; from < end; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, end);
      rows.push(...this.#rowsOf(block, from, to));
      const aside = set.filter(({ index }) => index >= from && index < to).map(toRejectedRow);
      const due = rows.splice(0, isStop ? rows.length : rows.length - (rows.length % multipleOf));
      if (due.length + aside.length > 0) await take(this.#toRowBlock(due, aside, rejected));
    }
    if (!this.#carry(rows, set)) await take(this.#toRowBlock(rows, [], rejected));
    if (flaw) throw stopAtRow(flaw, this.#counts.rejected, placeInMessages);
    const flaws = await this.#writeRejects(rejected);
    this.#counts.rejected += flaws + byGate;
    this.#counts.filtered += block.filtered;
    this.#counts.out += block.table.records - flaws - byGate - block.filtered;
  }

  /** False where rows have to be taken with the block they are of: rejects stay in the file's order. */
  #carry(rows: readonly Row[], set: readonly Flaw[]): boolean {
    const [first] = rows;
    if (!first) return true;
    const last = set.at(-1);
    return (last === undefined || last.index < first.index) && this.#carried.keep(rows, (index) => this.#sourceOf(index));
  }

  async #takeLast(take: (block: RowBlock) => Promise<void>): Promise<void> {
    const rows = this.#carried.take();
    if (rows.length === 0) return;
    const rejected = new Map<number, Flaw>();
    await take(this.#toRowBlock(rows, [], rejected));
    const flaws = await this.#writeRejects(rejected);
    this.#counts.rejected += flaws;
    this.#counts.out -= flaws;
  }

  async #writeRejects(rejected: ReadonlyMap<number, Flaw>): Promise<number> {
    const flaws = [...rejected.values()].sort((a, b) => a.index - b.index);
    await this.#run.rejects.write(flaws, this.#rejectSource);
    return flaws.length;
  }

  get #rejectSource(): RejectSource {
    return { fileName: this.#file.name, rejectsName: this.#run.rejectsName, headerSource: this.#input.headerSource };
  }

  #sourceOf(index: number): RecordSource {
    return index < 0 ? this.#carried.sourceOf(index) : this.#input.sourceOf(index);
  }

  #rowsOf({ table }: InputBlock, from: number, to: number): Row[] {
    const { words } = this.#input.kernel;
    const rows: Row[] = [];
    for (let index = from; index < to; index++) {
      const info = words[table.recordsAt / 4 + index * recordWords + 3] ?? 0;
      if ((info & skipFlag) !== 0 || (info & fieldCountMask) === 0) continue;
      const { line, record, byte } = this.#input.sourceOf(index);
      const cells = this.#input.rowOf(index);
      rows.push({ index, line, record, byte, cells: this.#input.columns.map(({ field }) => cells[field] ?? "") });
    }
    return rows;
  }

  #toRowBlock(rows: readonly Row[], aside: readonly RejectedRow[], rejected: Map<number, Flaw>): RowBlock {
    return {
      columns: this.#names,
      decimalComma: this.#input.found.decimalComma,
      rows,
      rejected: aside,
      reject: (row, issue) => {
        const flaw = this.#toFlaw(row, issue, rejected.get(row.index));
        if (this.#context.onBadRow === "stop") throw stopAtRow(flaw, this.#counts.rejected, this.#run.placeInMessages);
        this.#tell(row, issue);
        rejected.set(row.index, flaw);
      },
      note: (row, issue) => this.#tell(row, issue),
    };
  }

  #tell({ line, record, byte }: Row, { code, column, message }: RowIssue): void {
    this.#log.add(code, () => ({
      ...{ line, record, byte },
      column: column === undefined ? null : (this.#fileColumns.get(column) ?? null),
      name: column ?? null,
      message: `Line ${formatCount(line)}: ${message}`,
    }));
  }

  /** What is wrong with a row, beside what was said of it already. */
  #toFlaw({ index, line }: Row, { code, message }: RowIssue, before: Flaw | undefined): Flaw {
    const source = this.#sourceOf(index);
    const told = `Line ${formatCount(line)}: ${message}`;
    return {
      ...{ index, line, record: source.record, byte: source.byte, bytes: source.bytes, length: source.length },
      ...{ truncated: source.truncated, withheld: source.withheld, sourceEnd: source.sourceEnd },
      codes: [...new Set([...(before?.codes ?? []), code])],
      message: () => (before ? `${before.message()} ${told}` : told),
      text: () => source.text(),
    };
  }
}

function toRejectedRow(flaw: Flaw): RejectedRow {
  const { line, record, codes } = flaw;
  return { line, record, codes, message: flaw.message() };
}
