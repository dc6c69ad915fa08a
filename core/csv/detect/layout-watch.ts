import { cellType } from "../cell-type.ts";
import { formatCount } from "../format-count.ts";
import { DialectWatch, type DialectWatchState } from "./dialect-watch.ts";
import type { TablePlan } from "./table-plan.ts";

/** A record that was looked at closely. Its functions can be called only while it is handed over. */
export interface OddRecord {
  /** 1-based. */
  record: number;
  /** Cells found, before padding. */
  width: number;
  place(): { line: number; byte: number };
  /** Cells as text, not padded. */
  row(): string[];
  /** Source text without line end. */
  text(): string;
}

export interface LayoutFinding {
  code: "footnote" | "another-table" | "dialect-changed";
  line: number;
  record: number;
  byte: number;
  message: string;
}

/**
 * Watches, while a file is read, for what is no single odd record but another part of the file: footnotes, further tables,
 * another dialect. It is told of every record in order, and holds nothing but a few numbers.
 */
export interface LayoutWatch {
  /** So many plain records passed. */
  plain(count: number): void;
  /** A blank line passed. */
  blank(): void;
  odd(record: OddRecord): void;
  /** What is certain by now, each once. */
  take(): LayoutFinding[];
  /** The rest, at the end of the file. */
  end(): LayoutFinding[];
  /** Plain JSON, to go on in another process. */
  state(): unknown;
}

export function createLayoutWatch(plan: TablePlan, state?: unknown): LayoutWatch {
  return new OddRunWatch(plan, state as WatchState | undefined);
}

/** Successive records that do not have the table's width. */
interface Run {
  /** Where it starts. */
  first: Place;
  /** Where those of its last width start, how many they are, and whether the first of them could be a header. */
  same: { width: number; count: number; headed: boolean; afterBlank: boolean; at: Place };
  count: number;
  /** Records that look like the line of a footnote. */
  notes: number;
  afterBlank: boolean;
  /** It is another table, and was told. */
  told: boolean;
}

type Place = { record: number; line: number; byte: number };

interface WatchState {
  run: Run | null;
  afterBlank: boolean;
  pending: LayoutFinding[];
  dialect: DialectWatchState;
}

/** So many successive records of another width are another table: after a blank line, below what could be a header, else. */
const tableAfterBlank = 2;
const tableBelowHeader = 3;
const tableAnywhere = 20;
const longestFootnote = 30;
/** What a line below a table begins with. */
const noteStart =
  /^[\W_]*(?:(?:grand|sub)[\s-]?)?(?:totals?|sums?|sources?|notes?|page|end|generated|exported|printed|rows?|records?|count)\b|^[*†‡#]/i;

class OddRunWatch implements LayoutWatch {
  readonly #width: number;
  readonly #names: readonly string[];
  readonly #dialect: DialectWatch;
  #run: Run | null;
  #afterBlank: boolean;
  #found: LayoutFinding[];

  constructor({ width, header, format, dialect }: TablePlan, state: WatchState | undefined) {
    this.#width = width;
    this.#names = header.names;
    this.#run = state?.run ?? null;
    this.#afterBlank = state?.afterBlank ?? false;
    this.#found = state?.pending ?? [];
    this.#dialect = new DialectWatch(format === "delimited" ? dialect : null, width, state?.dialect);
  }

  plain(count: number): void {
    if (count === 0) return;
    this.#run = null;
    this.#afterBlank = false;
    this.#dialect.interrupt();
  }

  blank(): void {
    this.#afterBlank = true;
  }

  odd(record: OddRecord): void {
    if (record.width === this.#width || record.width === 0) {
      this.plain(1);
      return;
    }
    const changed = this.#dialect.take(record);
    if (changed) this.#found.push(changed);
    this.#extendRun(record);
    this.#afterBlank = false;
  }

  take(): LayoutFinding[] {
    if (this.#found.length === 0) return this.#found;
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): LayoutFinding[] {
    const run = this.#run;
    if (run && !run.told && this.#isFootnote(run)) {
      const lines = run.count === 1 ? "a line" : `${formatCount(run.count)} lines`;
      this.#found.push({
        code: "footnote",
        ...run.first,
        message: `The file ends with ${lines} of another shape than the table; kept as data.`,
      });
    }
    this.#run = null;
    return this.take();
  }

  state(): WatchState {
    return { run: this.#run, afterBlank: this.#afterBlank, pending: [...this.#found], dialect: this.#dialect.state() };
  }

  #extendRun(record: OddRecord): void {
    const at = (): Place => ({ record: record.record, ...record.place() });
    const begins = () => {
      const headed = isHeaderLike(record.row());
      return { width: record.width, count: 1, headed, afterBlank: this.#afterBlank, at: at() };
    };
    const isNote = () => this.#isNote(record);
    if (this.#run === null) {
      const same = begins();
      this.#run = { first: same.at, same, count: 1, notes: isNote() ? 1 : 0, afterBlank: this.#afterBlank, told: false };
      return;
    }
    const run = this.#run;
    run.count++;
    if (run.count <= longestFootnote && isNote()) run.notes++;
    if (run.same.width === record.width && !this.#afterBlank) run.same.count++;
    else {
      run.same = begins();
      run.told = false;
    }
    this.#tellTable(run);
  }

  #tellTable(run: Run): void {
    const { width, count, headed, afterBlank, at } = run.same;
    if (run.told || width < 2) return;
    const enough = afterBlank ? tableAfterBlank : headed ? tableBelowHeader : tableAnywhere;
    if (count < enough) return;
    run.told = true;
    const message = `Records of ${width} instead of ${this.#width} fields follow from line ${formatCount(at.line)} on: another table, it seems; kept as data.`;
    this.#found.push({ code: "another-table", ...at, message });
  }

  #isNote({ row, width }: OddRecord): boolean {
    const cells = row();
    const [first = ""] = cells;
    return (width === 1 && this.#width > 2) || noteStart.test(first) || cells.filter((cell) => cell !== "").length <= 1;
  }

  #isFootnote({ count, notes, afterBlank }: Run): boolean {
    if (count > longestFootnote || this.#names.length < 2) return false;
    return afterBlank || notes > count / 2;
  }
}

/** Cells that are there, distinct, and words: what a header line has. */
function isHeaderLike(cells: readonly string[]): boolean {
  return cells.every((cell) => cell !== "" && cellType(cell) === "text") && new Set(cells).size === cells.length;
}
