import type { Big } from "big.js";
import { AppError } from "../app-error.ts";
import { formatCount } from "../csv/format-count.ts";
import { compareCodePoints } from "./compare-code-points.ts";
import type { Touch } from "./find-touch.ts";
import { formatRevenue } from "./revenue-of-products.ts";

/** What the pairs of engine and keyword may take in memory: about a million of common length. */
export const maxTableBytes = 256 * 1024 * 1024;
const pairBytes = 224;
const flushCharacters = 64 * 1024;

export const revenueHeader = "Search Engine Domain\tSearch Keyword\tRevenue\n";

export interface RevenueRow extends Touch {
  revenue: Big;
}

/** Revenue by search engine and keyword, exactly. */
export class RevenueTable {
  readonly #domains = new Map<string, Map<string, Big>>();
  readonly #maxBytes: number;
  #bytes = 0;
  #pairs = 0;

  constructor(maxBytes = maxTableBytes) {
    this.#maxBytes = maxBytes;
  }

  get pairs(): number {
    return this.#pairs;
  }

  /** @throws AppError file-too-large when there are more pairs than memory is given to */
  add({ domain, keyword }: Touch, revenue: Big): void {
    const keywords = this.#keywordsOf(domain);
    const before = keywords.get(keyword);
    if (before === undefined) this.#reserve(keyword);
    keywords.set(keyword, before === undefined ? revenue : before.plus(revenue));
  }

  /** Highest revenue first; those of one revenue by domain and keyword. */
  rows(): RevenueRow[] {
    const rows = Array.from(this.#domains, ([domain, keywords]) =>
      Array.from(keywords, ([keyword, revenue]) => ({ domain, keyword, revenue })),
    );
    return rows.flat().sort(compareRows);
  }

  /** The table as it is written, in pieces. */
  *text(): Generator<string> {
    let text = revenueHeader;
    for (const { domain, keyword, revenue } of this.rows()) {
      text += `${domain}\t${keyword}\t${formatRevenue(revenue)}\n`;
      if (text.length < flushCharacters) continue;
      yield text;
      text = "";
    }
    if (text !== "") yield text;
  }

  #keywordsOf(domain: string): Map<string, Big> {
    const known = this.#domains.get(domain);
    if (known) return known;
    const keywords = new Map<string, Big>();
    this.#domains.set(domain, keywords);
    return keywords;
  }

  #reserve(keyword: string): void {
    this.#pairs++;
    this.#bytes += pairBytes + 2 * keyword.length;
    if (this.#bytes <= this.#maxBytes) return;
    const message = `The purchases came by more than ${formatCount(this.#pairs)} different keywords, which is more than can be added up at once. Send the hits of fewer days.`;
    throw new AppError("file-too-large", message);
  }
}

function compareRows(a: RevenueRow, b: RevenueRow): number {
  return b.revenue.cmp(a.revenue) || compareCodePoints(a.domain, b.domain) || compareCodePoints(a.keyword, b.keyword);
}
