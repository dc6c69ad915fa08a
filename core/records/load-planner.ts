import { formatCount } from "../csv/format-count.ts";
import type { LoadPlan } from "../jobs/job.ts";
import type { Row, RowBlock, RowIssue } from "../operations/rows/read-rows.ts";
import type { DatasetRef, RecordData, StoredRecord } from "../ports/record-store.ts";
import { historyAfter, type PlanLine, type PlannedChange } from "./load-plan.ts";
import { maxRecordBytes, recordBytes } from "./record-size.ts";
import { isSameData, type RowRecord } from "./row-record.ts";
import { RowSet } from "./row-set.ts";
import { type RowClass, SeenKeys } from "./seen-keys.ts";

export type LoadMode = "update" | "insert" | "replace";

export interface PlannerOptions {
  dataset: DatasetRef;
  job: string;
  mode: LoadMode;
  toRecord(cells: readonly string[]): RowRecord | RowIssue;
  /** What is stored of these keys. */
  lookUp(keys: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;
}

type Candidate = RowRecord & { row: Row };
/** What a row does, before it is known whether a later one has its key. */
type Verdict = { class: RowClass; change: PlannedChange | null } | { reject: RowIssue };

/** What an earlier attempt decided: of rows up to `to`, those that change something or were refused. */
export interface Planned {
  to: number;
  lines: ReadonlyMap<number, PlanLine>;
}

const nothingPlanned: Planned = { to: 0, lines: new Map() };

/**
 * Decides, block by block, what a file does to a dataset. Of several rows of one key the last decides, since each of them sets the
 * same columns; the ones before write nothing and count as unchanged.
 */
export class LoadPlanner {
  readonly #options: PlannerOptions;
  readonly #seen = new SeenKeys();
  readonly #counts: Record<RowClass, number> = { create: 0, update: 0, unchanged: 0 };
  /** Rows with a line in an earlier block that a later row has made void. */
  readonly voidRows = new RowSet();
  hasVoidRows = false;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  plan(rejected: number): LoadPlan {
    return { ...this.#counts, reject: rejected };
  }

  /** The block's lines, by row; of rows that an earlier attempt decided on only what is refused is said again. */
  async take(block: RowBlock, planned: Planned = nothingPlanned): Promise<PlanLine[]> {
    const candidates = this.#candidates(block);
    const open = candidates.filter(({ row }) => row.record > planned.to);
    const stored = open.length === 0 ? null : await this.#options.lookUp([...new Set(open.map(({ key }) => key))]);
    const lines = new Map<number, PlanLine>();
    for (const candidate of candidates) {
      const { row } = candidate;
      const isPlanned = row.record <= planned.to;
      const verdict = isPlanned ? recall(planned.lines.get(row.record)) : this.#judge(candidate, stored?.get(candidate.key) ?? null);
      if ("reject" in verdict) {
        block.reject(row, verdict.reject);
        if (!isPlanned) lines.set(row.record, { row: row.record, reject: verdict.reject });
        continue;
      }
      this.#supersede(block, candidate, lines);
      this.#seen.set(candidate.key, { row: row.record, class: verdict.class });
      this.#counts[verdict.class]++;
      if (verdict.change && !isPlanned) lines.set(row.record, verdict.change);
    }
    return [...lines.values()];
  }

  #candidates(block: RowBlock): Candidate[] {
    const candidates: Candidate[] = [];
    for (const row of block.rows) {
      const record = this.#options.toRecord(row.cells);
      if ("code" in record) block.reject(row, record);
      else candidates.push({ ...record, row });
    }
    return candidates;
  }

  /** The row before with this key has nothing to say any more. */
  #supersede(block: RowBlock, { key, row }: Candidate, lines: Map<number, PlanLine>): void {
    const before = this.#seen.get(key);
    if (!before) return;
    const message = `Row ${formatCount(before.row)} has the same key; this later row decides.`;
    block.note(row, { code: "repeated-key", message });
    this.#counts[before.class]--;
    this.#counts.unchanged++;
    if (lines.delete(before.row) || before.class === "unchanged") return;
    this.voidRows.add(before.row);
    this.hasVoidRows = true;
  }

  #judge({ key, keyCells, data, row }: Candidate, stored: StoredRecord | null): Verdict {
    const { dataset, job, mode } = this.#options;
    // What this very job wrote before another load came in between is no reason to refuse the row.
    if (mode === "insert" && stored && stored.job !== job) {
      return { reject: { code: "key-exists", message: "There is a record of this key already." } };
    }
    const after: RecordData = stored && mode !== "replace" ? { ...stored.data, ...data } : data;
    if (stored && isSameData(stored.data, after)) return { class: "unchanged", change: null };
    const before = stored && withoutKey(stored);
    if (recordBytes(dataset, { key, data: after, history: historyAfter(before) }) > maxRecordBytes) {
      return { reject: { code: "item-too-large", message: "The record would have more than 400 KB, which is more than can be stored." } };
    }
    const action = stored ? "update" : "create";
    return { class: action, change: { key: keyCells, action, before, after, row: row.record, line: row.line } };
  }
}

function withoutKey({ key: _key, ...rest }: StoredRecord): Omit<StoredRecord, "key"> {
  return rest;
}

/** What an earlier attempt decided of a row; nothing was written of one that changes nothing. */
function recall(line: PlanLine | undefined): Verdict {
  if (!line) return { class: "unchanged", change: null };
  return "reject" in line ? { reject: line.reject } : { class: line.action, change: line };
}
