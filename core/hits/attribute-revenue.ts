import { Big } from "big.js";
import type { Touch } from "./find-touch.ts";
import type { Hit } from "./hit.ts";
import type { HourlyRevenue } from "./hourly-revenue.ts";
import type { RevenueTable } from "./revenue-table.ts";

export type Attribution = "first" | "last";

export interface AttributedRevenue {
  /** Purchases of visitors who had come from a search engine by then, and what they brought. */
  attributed: number;
  attributedRevenue: Big;
  /** The others. */
  unattributed: number;
  unattributedRevenue: Big;
}

/**
 * Adds the revenue of each purchase to the visitor's first touch at or before it, or to the latest such, and to its hour. Hits come visitor by visitor,
 * those of each in order of time.
 */
export async function attributeRevenue(
  batches: AsyncIterable<readonly Hit[]>,
  { attribution, table, hourly }: { attribution: Attribution; table: RevenueTable; hourly: HourlyRevenue },
): Promise<AttributedRevenue> {
  const sums = { attributed: 0, attributedRevenue: new Big(0), unattributed: 0, unattributedRevenue: new Big(0) };
  let visitor: string | null = null;
  let touch: Touch | null = null;
  for await (const batch of batches) {
    for (const hit of batch) {
      if (hit.visitor !== visitor) touch = null;
      visitor = hit.visitor;
      if (touch === null || attribution === "last") touch = hit.touch ?? touch;
      if (hit.revenue === null) continue;
      count(sums, touch, hit.revenue);
      hourly.add(hit.time, touch, hit.revenue);
      if (touch) table.add(touch, hit.revenue);
    }
  }
  return sums;
}

function count(sums: AttributedRevenue, touch: Touch | null, revenue: Big): void {
  if (touch) {
    sums.attributed++;
    sums.attributedRevenue = sums.attributedRevenue.plus(revenue);
  } else {
    sums.unattributed++;
    sums.unattributedRevenue = sums.unattributedRevenue.plus(revenue);
  }
}
