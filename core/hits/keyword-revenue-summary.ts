import * as z from "zod/mini";

const purchases = z.object({ purchases: z.int(), revenue: z.string() });

/** What `report.json` of a `keyword-revenue` job says of the revenue. Amounts are exact, as text. */
export const keywordRevenueSummarySchema = z.object({
  keywordRevenue: z.object({
    attribution: z.enum(["first", "last"]),
    pairs: z.int(),
    attributed: purchases,
    withoutTouch: purchases,
  }),
});
export type KeywordRevenueSummary = z.infer<typeof keywordRevenueSummarySchema>["keywordRevenue"];
