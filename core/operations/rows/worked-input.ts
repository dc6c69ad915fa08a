import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode } from "../../csv/issue.ts";
import { IssueLog, type IssueLogState } from "../../csv/issue-log.ts";
import { fieldCountMask, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import {
  type Flaw,
  isDelimited,
  type ReaderCheckpoint,
  type RecordBlock,
  type RecordSource,
  type TableReader,
} from "../../csv/read/table-reader.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import type { CellMasks } from "./cell-masks.ts";
import { joinIssues } from "./join-issues.ts";
import { extraOf, MaskedRecords } from "./masked-records.ts";
import type { InputBlock, TableInput } from "./open-input.ts";
import type { Incomparable, RowFilter } from "./row-filter.ts";

export interface InputWork {
  columns: TableInput["columns"];
  sourceQuote: number;
  policy: BadRowPolicy;
  filter: RowFilter | null;
  masks: CellMasks | null;
  /** Names that no surplus of a JSON record may bear. */
  maskedNames: ReadonlySet<string>;
  masksLater: boolean;
  /** What was done before. */
  from: WorkState;
}

/** Plain JSON: what such a reader adds to a checkpoint. */
export interface WorkState {
  filtered: number;
  issues: IssueLogState;
}

/** Errors after which every cell still stands in its column. */
const harmless: ReadonlySet<IssueCode> = new Set(["invalid-bytes"]);

/** A reader whose records are filtered and masked before anybody sees them. */
export class WorkedInput implements TableInput {
  readonly found: TableReader["found"];
  readonly headerSource: Uint8Array;
  readonly kernel: TableReader["kernel"];
  readonly columns: TableInput["columns"];
  readonly sourceQuote: number;
  readonly isMasked: boolean;
  readonly #reader: TableReader;
  readonly #work: InputWork;
  readonly #records: MaskedRecords | null;
  readonly #log: IssueLog;
  #block: RecordBlock | null = null;
  /** Of the current block: records that were filtered, ascending, and those that are not shown. */
  #filtered: number[] = [];
  readonly #withheld = new Set<number>();
  #filteredBefore: number;

  constructor(reader: TableReader, work: InputWork) {
    this.found = reader.found;
    this.kernel = reader.kernel;
    this.columns = work.columns;
    this.sourceQuote = work.sourceQuote;
    this.isMasked = work.masks !== null;
    this.#reader = reader;
    this.#work = work;
    this.#records = work.masks && new MaskedRecords(reader, work.columns);
    this.headerSource = this.#records?.header() ?? reader.headerSource;
    this.#log = new IssueLog(work.from.issues);
    this.#filteredBefore = work.from.filtered;
  }

  async next(): Promise<InputBlock | null> {
    const block = await this.#reader.next();
    this.#filteredBefore += this.#filtered.length;
    this.#filtered = [];
    this.#withheld.clear();
    this.#block = block;
    if (block === null) return null;
    this.#work.masks?.clear();
    const flaws = this.#work.masks ? this.#withhold(block) : block.flaws;
    const left = this.#work.filter ? this.#filter(block, this.#work.filter, flaws) : flaws;
    if (!this.#work.masksLater) this.mask(0, block.table.records);
    return { ...block, flaws: left, filtered: this.#filtered.length };
  }

  sourceOf(index: number): RecordSource {
    if (this.#records === null || this.#block === null) return this.#reader.sourceOf(index);
    return this.#withheld.has(index) ? this.#records.withheld(index) : this.#records.sourceOf(this.#block.table, index);
  }

  rowOf(index: number): string[] {
    return this.#withheld.has(index) ? [] : this.#reader.rowOf(index);
  }

  filteredOf(records: number): number {
    const first = this.#block?.firstRecord ?? Number.POSITIVE_INFINITY;
    return this.#filteredBefore + this.#filtered.filter((index) => first + index <= records).length;
  }

  mask(from: number, to: number): void {
    const { masks } = this.#work;
    if (masks === null || this.#block === null) return;
    const { table } = this.#block;
    let next = this.#filtered.findIndex((index) => index >= from);
    for (let index = from; index < to; index++) {
      if (next !== -1 && this.#filtered[next] === index) next++;
      else if (!this.#withheld.has(index)) masks.mask(table, index);
    }
  }

  summary() {
    const summary = this.#reader.summary();
    return { ...summary, issues: joinIssues([...summary.issues, ...this.#log.summaries()]) };
  }

  checkpoint(): ReaderCheckpoint {
    const work: WorkState = { filtered: this.#filteredBefore + this.#filtered.length, issues: this.#log.state };
    return { ...this.#reader.checkpoint(), work };
  }

  close(): Promise<void> {
    return this.#reader.close();
  }

  /** Sets aside whatever may have a masked cell's text in another place, and hides the source of all flaws. */
  #withhold(block: RecordBlock): Flaw[] {
    const { table } = block;
    const found = new Map<number, Flaw>();
    for (const flaw of block.flaws) {
      const isHarmless = flaw.codes.every((code) => harmless.has(code)) && !this.#hasMaskedExtra(block, flaw.index);
      found.set(flaw.index, isHarmless ? this.#maskedFlaw(flaw) : this.#withheldFlaw(block, flaw));
    }
    if (isDelimited(this.found)) return [...found.values()];
    for (let index = 0; index < table.records; index++) {
      if (found.has(index) || !this.#hasMaskedExtra(block, index)) continue;
      const source = this.#reader.sourceOf(index);
      const message = () => `Line ${formatCount(source.line)} names a masked column once more.`;
      found.set(index, this.#withheldFlaw(block, { ...placeOf(source), index, codes: ["unknown-key"], message, ...noSource }));
    }
    return [...found.values()].sort((a, b) => a.index - b.index);
  }

  #hasMaskedExtra({ table }: RecordBlock, index: number): boolean {
    const extra = extraOf(this.#reader, table, index);
    if (extra === null) return false;
    const keys = Object.keys(JSON.parse(extra) as object);
    return keys.some((key) => this.#work.maskedNames.has(key));
  }

  #withheldFlaw({ table }: RecordBlock, flaw: Flaw): Flaw {
    this.#withheld.add(flaw.index);
    const word = table.recordsAt / 4 + flaw.index * recordWords + 3;
    this.kernel.words[word] = (this.kernel.words[word] ?? 0) | skipFlag;
    return this.#maskedFlaw(flaw);
  }

  /** Where the source is asked for it is made from the masked cells: by then they are. */
  #maskedFlaw(flaw: Flaw): Flaw {
    let known: RecordSource | null = null;
    const source = () => {
      known ??= this.sourceOf(flaw.index);
      return known;
    };
    const { index, line, record, byte, codes } = flaw;
    return {
      ...{ index, line, record, byte, codes },
      message: () => flaw.message(),
      text: () => source().text(),
      get bytes() {
        return source().bytes;
      },
      get length() {
        return source().length;
      },
      get truncated() {
        return source().truncated;
      },
      get withheld() {
        return source().withheld;
      },
      get sourceEnd() {
        return source().sourceEnd;
      },
    };
  }

  /** Under reject and stop a bad record is told whatever its cells say: they may stand in wrong columns. */
  #filter({ table }: RecordBlock, filter: RowFilter, flaws: Flaw[]): Flaw[] {
    const { words } = this.kernel;
    const kept = new Set(this.#work.policy === "keep" ? [] : flaws.map(({ index }) => index));
    for (let index = 0; index < table.records; index++) {
      const word = table.recordsAt / 4 + index * recordWords + 3;
      const info = words[word] ?? 0;
      if ((info & skipFlag) !== 0 || kept.has(index)) continue;
      if ((info & fieldCountMask) > 0 && filter.passes(table, index, (about) => this.#tellIncomparable(index, about))) continue;
      words[word] = info | skipFlag;
      this.#filtered.push(index);
    }
    if (flaws.length === 0 || this.#filtered.length === 0) return flaws;
    const filtered = new Set(this.#filtered);
    return flaws.filter(({ index }) => !filtered.has(index));
  }

  #tellIncomparable(index: number, { condition, field }: Incomparable): void {
    this.#log.add("not-comparable", () => {
      const { line, record, byte } = this.#reader.sourceOf(index);
      const { column, is } = condition;
      const message = `Line ${formatCount(line)}: "${column}" is no number, so “${is}” is not true of it.`;
      return { line, record, column: field + 1, name: column, byte, message };
    });
  }
}

const noSource = { bytes: new Uint8Array(0), length: 0, text: () => null };

function placeOf({ line, record, byte }: RecordSource) {
  return { line, record, byte };
}
