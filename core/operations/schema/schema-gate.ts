import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode, IssueSummary } from "../../csv/issue.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import type { RowChecks } from "../../csv/kernel/kernel.ts";
import { type RecordTable, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import { failureKindShift } from "../../csv/kernel/row-checks.ts";
import type { Flaw, RecordBlock } from "../../csv/read/table-reader.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import { RejectLineWriter } from "../results/reject-lines.ts";
import type { RejectSource, RejectWriter } from "../results/reject-writer.ts";
import { applyPolicy } from "../rows/apply-policy.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { endOf, StoppedAtRow, stopAtRow } from "../rows/stopped-at-row.ts";
import { CellNotations } from "./cell-notations.ts";
import { type CheckedColumn, failureCodes, fillChecks, shorten } from "./check-table.ts";
import { type FailedRecord, FailureWords } from "./failure-words.ts";
import type { CellPatterns } from "./patterns.ts";
import { type ReferencedValues, requireReferenced } from "./referenced-values.ts";
import type { TableSchema } from "./schema.ts";
import { findColumns, hasKernelRules } from "./schema-columns.ts";
import { joinFailures, type RecordFailures, type RecordRules, type RuleFailure, SlowRules } from "./slow-rules.ts";

export interface SchemaGateOptions {
  schema: TableSchema;
  patterns: CellPatterns;
  /** What foreign keys refer to. */
  referenced?: ReferencedValues | undefined;
  /** What rows have to pass beside the schema. */
  further?: RecordRules | undefined;
  policy: BadRowPolicy;
  fileName: string;
  /** In front of messages that are about this file. */
  placeInMessages: string;
  rejects: RejectWriter;
  origin: { file?: string };
  /** Stop when more than so many in a hundred rows are rejected. */
  maxRejectPercent: number | null;
}

/** Rejects are counted against the limit whenever so many rows were read. */
const rowsPerLook = 10_000;
/** Rejects that are put into words together. */
const flawsAtOnce = 1000;

/**
 * Holds a file's rows against a schema. Whatever does not fit is rejected, under every policy but stop.
 * @throws AppError no-such-column, unsupported-file: the file has other columns than the schema
 */
export function createSchemaGate(input: TableInput, options: SchemaGateOptions): RowGate {
  return new SchemaGate(input, options);
}

class SchemaGate implements RowGate {
  readonly #input: TableInput;
  readonly #options: SchemaGateOptions;
  readonly #columns: CheckedColumn[];
  readonly #checks: RowChecks;
  readonly #slow: SlowRules | null;
  readonly #notations: CellNotations | null;
  readonly #lines: RejectLineWriter;
  readonly #words: FailureWords;
  readonly #log = new IssueLog();
  /** By failure kind: whether its code has places enough, and how many more there are of it. */
  readonly #isTold: boolean[] = [];
  readonly #counts: number[] = failureCodes.map(() => 0);
  #failedRecords = 0;
  #rejected = 0;
  #nextLook = rowsPerLook;

  constructor(input: TableInput, options: SchemaGateOptions) {
    const { found, kernel, sourceQuote } = input;
    const { columns, key, foreignKeys } = findColumns(options.schema, found.header.names, options.fileName);
    this.#input = input;
    this.#options = options;
    this.#columns = columns.filter(({ rules }) => hasKernelRules(rules));
    this.#checks = fillChecks(kernel, this.#columns, { sourceQuote, decimal: found.decimalComma ? "," : "." });
    const references = foreignKeys.map(({ foreignKey, fields }) => ({ fields, ...requireReferenced(options.referenced, foreignKey) }));
    const slow = new SlowRules(kernel, { columns, patterns: options.patterns, key, references, sourceQuote, fileName: options.fileName });
    this.#slow = slow.isEmpty ? null : slow;
    const noted = this.#columns.filter(({ rules }) => rules.notation !== null);
    this.#notations =
      noted.length === 0 ? null : new CellNotations(kernel, noted, { sourceQuote, decimal: found.decimalComma ? "," : "." });
    this.#words = new FailureWords(input, this.#columns, this.#checks);
    this.#lines = new RejectLineWriter(input, this.#checks, options.origin);
  }

  issues(): IssueSummary[] {
    return this.#log.summaries();
  }

  async end(records: number): Promise<void> {
    await this.#lines.settle();
    this.#look(records, () => Number.POSITIVE_INFINITY);
  }

  async take(block: RecordBlock, source: RejectSource): Promise<number> {
    const before = this.#rejected;
    const { table } = block;
    const checks = this.#checks;
    // Under stop the first bad row of either kind counts: flaws wait for their turn.
    const policy = this.#options.policy === "stop" ? "keep" : this.#options.policy;
    const rejectedFlaws = applyPolicy(block, this.#input.kernel, policy, this.#options.placeInMessages);
    for (checks.record = 0; checks.record < table.records; ) {
      const from = checks.record;
      const to = this.#check(table);
      const slow = this.#checkSlowly(table, from, to);
      // What is checked is in clear; what is said and written from here on is not.
      this.#input.mask(from, to);
      const within = ({ index }: Flaw) => index >= from && index < to;
      const flaws = this.#options.policy === "stop" ? block.flaws : rejectedFlaws;
      const told = flaws.filter(within);
      const isPlain = slow.length === 0 && told.length === 0 && block.flaws.length === 0 && this.#options.policy !== "stop";
      if (isPlain && this.#noteAll(block)) await this.#writeAll(table, source);
      else await this.#reject(block, this.#failed(block, slow, told), source);
    }
    this.#lookUpTo(block, table.records);
    return this.#rejected - before;
  }

  /** Checks records from the next one on, and answers how far it came: until the list of failures is full. */
  #check(table: RecordTable): number {
    const checks = this.#checks;
    checks.failures = 0;
    if (checks.checks === 0) checks.record = table.records;
    else if (this.#notations === null) this.#input.kernel.checkRows(checks, table);
    else {
      const records = this.#notations.rewrite(table, checks.record);
      this.#input.kernel.checkRows(checks, { ...toTable(table), records });
      this.#notations.restore();
    }
    return checks.record;
  }

  #checkSlowly(table: RecordTable, from: number, to: number): RecordFailures[] {
    const failed = this.#slow?.check(table, from, to) ?? [];
    const { further } = this.#options;
    return further ? joinFailures(failed, further.check(table, from, to)) : failed;
  }

  /** As `#note`, of all that the kernel found, quickly. False, and nothing done, where one of the records needs more care. */
  #noteAll(block: RecordBlock): boolean {
    const { words } = this.#input.kernel;
    const { failures, failuresAt } = this.#checks;
    const { table, firstRecord } = block;
    const end = failuresAt / 4 + failures * 2;
    for (let at = failuresAt / 4; at < end; at += 2) if (!this.#lines.canWrite(table, words[at] ?? 0)) return false;
    let last = -1;
    this.#failedRecords = 0;
    for (let at = failuresAt / 4; at < end; at += 2) {
      const record = words[at] ?? 0;
      if (record !== last) {
        if (this.#nextLook < firstRecord + record) this.#lookUpTo(block, record);
        this.#rejected++;
        this.#failedRecords++;
        last = record;
        const flags = table.recordsAt / 4 + record * recordWords + 3;
        words[flags] = (words[flags] ?? 0) | skipFlag;
      }
      const said = words[at + 1] ?? 0;
      const kind = said >>> failureKindShift;
      if (this.#isTold[kind]) this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
      else this.#tell(table, record, this.#words.ruleFailure(table, record, said));
    }
    this.#takeCounts();
    return true;
  }

  #tell(table: RecordTable, record: number, failure: RuleFailure): void {
    this.#log.add(failure.code, () => this.#words.placeOf(table, record, failure));
  }

  #takeCounts(): void {
    for (const [kind, code] of failureCodes.entries()) {
      if (code === null) continue;
      this.#log.count(code, this.#counts[kind] ?? 0);
      this.#counts[kind] = 0;
      this.#isTold[kind] = this.#log.isFull(code);
    }
  }

  async #writeAll(table: RecordTable, source: RejectSource): Promise<void> {
    await this.#writeRun(table, { failure: 0, lastFailure: this.#checks.failures, records: this.#failedRecords }, source);
  }

  /** Every record that fails, in order. */
  *#failed(block: RecordBlock, slow: readonly RecordFailures[], flaws: readonly Flaw[]): Generator<FailedRecord> {
    const { words } = this.#input.kernel;
    const { failures, failuresAt } = this.#checks;
    const kept = new Map(block.flaws.map((flaw) => [flaw.index, flaw]));
    let [failure, slowIndex, flawIndex] = [0, 0, 0];
    for (;;) {
      const ofKernel = failure < failures ? (words[failuresAt / 4 + failure * 2] ?? 0) : Infinity;
      const ofSlow = slow[slowIndex]?.record ?? Infinity;
      const record = Math.min(ofKernel, ofSlow, flaws[flawIndex]?.index ?? Infinity);
      if (record === Infinity) return;
      const first = failure;
      while (failure < failures && words[failuresAt / 4 + failure * 2] === record) failure++;
      if (flaws[flawIndex]?.index === record) flawIndex++;
      const ruleFailures = ofSlow === record ? (slow[slowIndex++]?.failures ?? []) : [];
      yield { record, failure: first, lastFailure: failure, slow: ruleFailures, flaw: kept.get(record) ?? null };
    }
  }

  /** Writes rejects, in order: as many as can be from bytes to bytes at once, the others together. */
  async #reject(block: RecordBlock, failed: Iterable<FailedRecord>, source: RejectSource): Promise<void> {
    const { table } = block;
    const run = { failure: 0, lastFailure: 0, records: 0 };
    const flaws: Flaw[] = [];
    for (const one of failed) {
      this.#note(block, one);
      if (one.flaw === null && one.slow.length === 0 && this.#lines.canWrite(table, one.record)) {
        await this.#writeFlaws(flaws, source);
        if (run.records === 0) run.failure = one.failure;
        run.lastFailure = one.lastFailure;
        run.records++;
        continue;
      }
      await this.#writeRun(table, run, source);
      run.records = 0;
      flaws.push(this.#words.toFlaw(table, one));
      if (flaws.length === flawsAtOnce) await this.#writeFlaws(flaws, source);
    }
    await this.#writeRun(table, run, source);
    await this.#writeFlaws(flaws, source);
  }

  /** Writes them, and empties the list. */
  async #writeFlaws(flaws: Flaw[], source: RejectSource): Promise<void> {
    if (flaws.length === 0) return;
    await this.#lines.settle();
    await this.#options.rejects.write(flaws, source);
    flaws.length = 0;
  }

  async #writeRun(table: RecordTable, run: { failure: number; lastFailure: number; records: number }, source: RejectSource): Promise<void> {
    if (run.records === 0) return;
    const { list, lines } = await this.#options.rejects.open(source);
    await this.#lines.writeList(list, table, run);
    await this.#lines.writeSource(lines, table, run);
  }

  /** Tells of a record that fails, counts it, and leaves it out. @throws StoppedAtRow */
  #note(block: RecordBlock, one: FailedRecord): void {
    const { words } = this.#input.kernel;
    const { policy, placeInMessages } = this.#options;
    const { table } = block;
    this.#lookUpTo(block, one.record);
    this.#tellAll(table, one);
    if (policy === "stop") throw stopAtRow(this.#words.toFlaw(table, one), this.#rejected, placeInMessages);
    this.#rejected++;
    const at = table.recordsAt / 4 + one.record * recordWords + 3;
    words[at] = (words[at] ?? 0) | skipFlag;
  }

  #tellAll(table: RecordTable, one: FailedRecord): void {
    const { words } = this.#input.kernel;
    for (let index = one.failure; index < one.lastFailure; index++) {
      const said = words[this.#checks.failuresAt / 4 + index * 2 + 1] ?? 0;
      const code = failureCode(said);
      if (this.#log.isFull(code)) this.#log.count(code, 1);
      else this.#tell(table, one.record, this.#words.ruleFailure(table, one.record, said));
    }
    for (const failure of one.slow) this.#tell(table, one.record, failure);
  }

  /** Looks at each ten-thousandth row before this one of the block. */
  #lookUpTo({ firstRecord }: RecordBlock, index: number): void {
    for (; this.#nextLook < firstRecord + index; this.#nextLook += rowsPerLook) {
      this.#look(this.#nextLook, (rows) => endOf(this.#input.sourceOf(rows - firstRecord)));
    }
  }

  #look(rows: number, endAt: (rows: number) => number): void {
    const { maxRejectPercent, placeInMessages } = this.#options;
    if (maxRejectPercent === null || this.#rejected * 100 <= maxRejectPercent * rows) return;
    const share = `${formatCount(this.#rejected)} of the first ${formatCount(rows)} rows were rejected`;
    const reason = `${placeInMessages}${share}, which is more than ${shorten(String(maxRejectPercent))} %.`;
    throw new StoppedAtRow(reason, { records: rows, rejected: this.#rejected, end: endAt(rows) });
  }
}

function toTable({ recordsAt, maxRecords, fieldsAt, maxFields, records, fields }: RecordTable): RecordTable {
  return { recordsAt, maxRecords, fieldsAt, maxFields, records, fields, blankLines: 0, otherLineEnds: 0 };
}

function failureCode(said: number): IssueCode {
  return failureCodes[said >>> failureKindShift] ?? "bad-type";
}
