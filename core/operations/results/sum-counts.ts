import type { Counts } from "../../jobs/job.ts";

export function sumCounts(reports: readonly { counts: Counts }[]): Counts {
  const sum = { in: 0, out: 0, rejected: 0, filtered: 0 };
  for (const { counts } of reports) {
    sum.in += counts.in;
    sum.out += counts.out;
    sum.rejected += counts.rejected;
    sum.filtered += counts.filtered;
  }
  return sum;
}
