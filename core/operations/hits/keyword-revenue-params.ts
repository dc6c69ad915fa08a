import * as z from "zod";
import { dialectOverridesSchema } from "../../csv/dialect.ts";
import { inputParams } from "../rows/input-params.ts";

export const keywordRevenueParamsSchema = z.strictObject({
  attribution: z
    .enum(["first", "last"])
    .meta({
      title: "Attribution",
      description: "Which visit from a search engine a purchase is put down to: the visitor's first one, or the last before it.",
    })
    .default("first"),
  visitor: z
    .enum(["ip+user-agent", "ip"])
    .meta({ title: "Visitor", description: "What tells visitors apart: address and browser together, or the address alone." })
    .default("ip+user-agent"),
  foldCase: z.boolean().meta({ title: "Ignore case", description: "Ipod and ipod are one keyword, written in lower case." }).default(true),
  date: z
    .enum(["data", "run"])
    .meta({ title: "Date in the name", description: "The day of the earliest hit, or the day of the run (UTC)." })
    .default("data"),
  ...inputParams,
  dialect: dialectOverridesSchema
    .pick({ encoding: true, skip: true })
    .meta({ title: "How to read the file", description: "Hits are separated by tabs, and no character quotes.", "x-place": "more" })
    .optional(),
});
export type KeywordRevenueParams = z.infer<typeof keywordRevenueParamsSchema>;
