import { Big } from "big.js";
import type { KeywordRevenueSummary } from "#core/hits/keyword-revenue-summary";
import { formatRevenue } from "#core/hits/revenue-of-products";
import { formatAmount } from "#core/words/format-amount";
import { formatCount, plural } from "#core/words/format-number";
import type { Bar } from "../../charts/bar-chart.tsx";

export const shownBars = 20;

/** Bars of the result's first lines, header included; all other pairs are one. */
export function toRevenueBars(lines: readonly string[], { pairs, attributed }: KeywordRevenueSummary): Bar[] {
  const rows = lines.slice(1, shownBars + 1).map((line) => {
    const [domain = "", keyword = "", revenue = "0"] = line.split("\t");
    return { domain, keyword, revenue: new Big(revenue), text: formatAmount(revenue) };
  });
  const bars = rows.map(({ domain, keyword, revenue, text }) => ({ label: keyword, detail: domain, value: revenue.toNumber(), text }));
  if (pairs <= rows.length) return bars;
  const rest = rows.reduce((sum, { revenue }) => sum.minus(revenue), new Big(attributed.revenue));
  const label = plural(pairs - rows.length, "other");
  return [...bars, { label, value: rest.toNumber(), text: formatAmount(formatRevenue(rest)), isRest: true }];
}

/** What the chart cannot show. */
export function revenueSentence({ attribution, attributed, withoutTouch }: KeywordRevenueSummary): string {
  const by = attribution === "first" ? "first" : "last";
  const came = `${plural(attributed.purchases, "purchase")} for ${formatAmount(attributed.revenue)}, each put down to its visitor's ${by} search.`;
  if (withoutTouch.purchases === 0) return came;
  return `${came} ${formatCount(withoutTouch.purchases)} more for ${formatAmount(withoutTouch.revenue)} came without one.`;
}
