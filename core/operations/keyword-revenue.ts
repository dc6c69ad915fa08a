import { type KeywordRevenueParams, keywordRevenueParamsSchema } from "./hits/keyword-revenue-params.ts";
import type { Operation } from "./operation.ts";

export const keywordRevenue: Operation<KeywordRevenueParams> = {
  id: "keyword-revenue",
  title: "Revenue by keyword",
  description:
    "Hits of a web shop, separated by tabs, into revenue by search engine and keyword: each purchase is put down to the search that brought its visitor.",
  params: keywordRevenueParamsSchema,
  inputs: { minFiles: 1, maxFiles: 50, together: true },
  fits: { columns: ["hit_time_gmt", "date_time", "ip", "event_list", "page_url", "product_list", "referrer"] },
  // More hits than memory holds are sorted on the engine's disk.
  runner: () => "engine",
  defaultBadRow: "reject",
  run: async (context) => (await import("./hits/keyword-revenue-run.ts")).runKeywordRevenue(context),
};
