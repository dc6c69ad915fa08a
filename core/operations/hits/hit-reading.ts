import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode } from "../../csv/issue.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import { recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import type { Flaw } from "../../csv/read/table-reader.ts";
import type { DayRange } from "../../hits/day-range.ts";
import { findTouch, type Touch } from "../../hits/find-touch.ts";
import type { HitSorter } from "../../hits/hit-sorter.ts";
import { isPurchase } from "../../hits/is-purchase.ts";
import { OtherSites } from "../../hits/other-sites.ts";
import { parseHitTime } from "../../hits/parse-hit-time.ts";
import { revenueOfProducts } from "../../hits/revenue-of-products.ts";
import { requireAccounted } from "../../jobs/accounting.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import { createFileReport, type FileReport } from "../results/file-report.ts";
import type { RejectSource, RejectWriter } from "../results/reject-writer.ts";
import { applyPolicy } from "../rows/apply-policy.ts";
import type { InputBlock, TableInput } from "../rows/open-input.ts";
import { stopAtRow, toFailedReport } from "../rows/stopped-at-row.ts";
import { findHitFields, HitCells, type HitColumn, type HitFields } from "./hit-fields.ts";
import type { KeywordRevenueParams } from "./keyword-revenue-params.ts";

/** What is counted over all files of a run. */
export interface HitTotals {
  touches: number;
  purchases: number;
  badRevenues: number;
  days: DayRange;
}

export interface HitReadingOptions {
  params: KeywordRevenueParams;
  policy: BadRowPolicy;
  fileName: string;
  placeInMessages: string;
  rejects: RejectWriter;
  rejectsName: string;
  sorter: HitSorter;
  totals: HitTotals;
  /** Hits of the files before. */
  placesBefore: number;
  signal: AbortSignal;
  progress(rows: number, bytes: number): void;
}

const shownCharacters = 60;

/** Reads the hits of a file, and hands those that matter to be sorted. */
export class HitReading {
  readonly #input: TableInput;
  readonly #options: HitReadingOptions;
  readonly #fields: HitFields;
  readonly #log = new IssueLog();
  readonly #otherSites = new OtherSites();
  readonly #started = performance.now();
  readonly #counts = { out: 0, rejected: 0, filtered: 0 };

  /** @throws AppError unsupported-file, wrong-columns */
  constructor(input: TableInput, options: HitReadingOptions) {
    this.#input = input;
    this.#options = options;
    this.#fields = findHitFields(input, options.params, options.fileName);
  }

  /** @throws StoppedAtRow, AppError unaccounted, file-too-large */
  async perform(): Promise<void> {
    const { signal, progress, fileName, rejectsName } = this.#options;
    const source = { fileName, rejectsName, headerSource: this.#input.headerSource };
    for (let block = await this.#input.next(); block; block = await this.#input.next()) {
      signal.throwIfAborted();
      await this.#takeBlock(block, source);
      const { out, rejected, filtered } = this.#counts;
      progress(out + rejected + filtered, block.consumed);
    }
    requireAccounted({ in: this.#input.summary().records, ...this.#counts }, fileName);
  }

  report(): FileReport {
    const { out, rejected, filtered } = this.#counts;
    return createFileReport(this.#options.fileName, this.#input, {
      columns: this.#input.columns.map(({ name }) => ({ column: name, as: name })),
      counts: { in: out + rejected + filtered, out, rejected, filtered },
      issues: [...this.#input.summary().issues, ...this.#log.summaries()],
      neutralisedCells: 0,
      ms: Math.round(performance.now() - this.#started),
    });
  }

  failure(cause: unknown): FileReport {
    return toFailedReport(this.report(), cause, this.#input);
  }

  async #takeBlock(block: InputBlock, source: RejectSource): Promise<void> {
    const { policy, placeInMessages, rejects } = this.#options;
    // Under stop the first bad row counts, whoever finds it: the reader's flaw, which ends its block, waits for its turn.
    const [last] = policy === "stop" ? block.flaws : [];
    const set = applyPolicy(block, this.#input.kernel, policy === "stop" ? "keep" : policy, placeInMessages);
    const rejected = new Map(set.map((flaw) => [flaw.index, flaw]));
    await this.#takeHits(block, last?.index ?? block.table.records, rejected);
    if (last) throw stopAtRow(last, this.#counts.rejected, placeInMessages);
    const flaws = [...rejected.values()].sort((a, b) => a.index - b.index);
    await rejects.write(flaws, source);
    this.#counts.rejected += flaws.length;
    this.#counts.filtered += block.filtered;
    this.#counts.out += block.table.records - flaws.length - block.filtered;
  }

  async #takeHits({ table, firstRecord, flaws }: InputBlock, end: number, rejected: Map<number, Flaw>): Promise<void> {
    const { words, bytes } = this.#input.kernel;
    const { sorter, placesBefore } = this.#options;
    const cells = new HitCells(this.#input, table);
    for (let index = 0; index < end; index++) {
      if (((words[table.recordsAt / 4 + index * recordWords + 3] ?? 0) & skipFlag) !== 0) continue;
      cells.record(index);
      cells.look(this.#fields.hit_time_gmt);
      const time = parseHitTime(bytes, cells.from, cells.to);
      if (Number.isNaN(time)) {
        const before = flaws.find((flaw) => flaw.index === index);
        rejected.set(index, this.#rejectTime(cells, index, before));
        continue;
      }
      this.#takeDay(cells, index);
      this.#takeHit(cells, { index, time, place: placesBefore + firstRecord + index });
      if (sorter.isFull) await sorter.spill();
    }
  }

  #takeDay(cells: HitCells, index: number): void {
    const { params, totals } = this.#options;
    if (params.date !== "data") return;
    cells.look(this.#fields.date_time);
    if (totals.days.add(this.#input.kernel.bytes, cells.from, cells.to)) return;
    this.#tell(index, { code: "bad-date", column: "date_time", message: this.#saying(cells, "date_time", "does not begin with a date") });
  }

  #takeHit(cells: HitCells, hit: { index: number; time: number; place: number }): void {
    const { sorter, totals } = this.#options;
    const isBought = cells.look(this.#fields.event_list) && isPurchase(cells.text(this.#fields.event_list));
    const touch = this.#touchOf(cells);
    if (touch) totals.touches++;
    if (isBought) totals.purchases++;
    if (!touch && !isBought) return;
    const { time, place } = hit;
    const revenue = isBought ? this.#revenueOf(cells, hit.index) : null;
    sorter.add({ visitor: this.#visitorOf(cells), time, place, touch, revenue });
  }

  #touchOf(cells: HitCells): Touch | null {
    if (!cells.look(this.#fields.referrer) || this.#otherSites.has(this.#input.kernel.bytes, cells.from, cells.to)) return null;
    const referrer = cells.text(this.#fields.referrer);
    const touch = findTouch({ referrer, pageUrl: () => cells.text(this.#fields.page_url) }, this.#options.params);
    if (!touch) this.#otherSites.learn(referrer);
    return touch;
  }

  #revenueOf(cells: HitCells, index: number) {
    const { revenue, unreadable, firstUnreadable } = revenueOfProducts(cells.text(this.#fields.product_list));
    if (unreadable > 0) {
      const others = unreadable === 1 ? "" : `, and so do ${formatCount(unreadable - 1)} more`;
      const message = `The revenue “${shorten(firstUnreadable)}” is no number and counts as 0${others}.`;
      this.#tell(index, { code: "bad-revenue", column: "product_list", message });
      this.#log.count("bad-revenue", unreadable - 1);
      this.#options.totals.badRevenues += unreadable;
    }
    return revenue;
  }

  /** The length in front tells where the address ends, whatever stands in it. */
  #visitorOf(cells: HitCells): string {
    const ip = cells.text(this.#fields.ip);
    return this.#options.params.visitor === "ip" ? ip : `${ip.length} ${ip} ${cells.text(this.#fields.user_agent)}`;
  }

  #rejectTime(cells: HitCells, index: number, before: Flaw | undefined): Flaw {
    const { policy, placeInMessages } = this.#options;
    const message = this.#saying(cells, "hit_time_gmt", "is no whole number of seconds");
    const source = this.#input.sourceOf(index);
    const told = `Line ${formatCount(source.line)}: ${message}`;
    const flaw: Flaw = {
      ...{ index, line: source.line, record: source.record, byte: source.byte, bytes: source.bytes, length: source.length },
      ...(source.truncated && { truncated: source.truncated }),
      codes: [...(before?.codes ?? []), "bad-time"],
      message: () => (before ? `${before.message()} ${told}` : told),
      text: () => source.text(),
    };
    if (policy === "stop") throw stopAtRow(flaw, this.#counts.rejected, placeInMessages);
    this.#tell(index, { code: "bad-time", column: "hit_time_gmt", message });
    return flaw;
  }

  #saying(cells: HitCells, column: HitColumn, what: string): string {
    const text = cells.text(this.#fields[column]);
    return text === "" ? `“${column}” is empty.` : `“${column}” is “${shorten(text)}”, which ${what}.`;
  }

  #tell(index: number, { code, column, message }: { code: IssueCode; column: HitColumn; message: string }): void {
    this.#log.add(code, () => {
      const { line, record, byte } = this.#input.sourceOf(index);
      const told = `Line ${formatCount(line)}: ${message}`;
      return { line, record, byte, column: this.#fields[column] + 1, name: column, message: told };
    });
  }
}

function shorten(text: string): string {
  if (text.length <= shownCharacters) return text;
  return `${Array.from(text.slice(0, 2 * shownCharacters))
    .slice(0, shownCharacters)
    .join("")}…`;
}
