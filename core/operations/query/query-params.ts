import * as z from "zod";
import { queryFormats } from "../../queries/query-formats.ts";
import { inputParams } from "../rows/input-params.ts";

export const queryParamsSchema = z.strictObject({
  sql: z.string().min(1).max(20_000).meta({
    title: "Query",
    description:
      "One SELECT (WITH is allowed) in DuckDB's SQL. Each file is a table called after it: orders.csv is orders, Items 2024.csv is items_2024. All columns are text: CAST(total AS DECIMAL(12, 2)) makes a number.",
    "x-control": "sql",
  }),
  to: z
    .enum(queryFormats)
    .meta({
      title: "Format",
      description:
        "What the answer becomes. JSON, NDJSON and Parquet keep numbers as the query typed them, and values that are missing; in CSV, TSV and XLSX, whose cells are texts, a missing value is an empty cell. Dates and times are ISO 8601.",
    })
    .default("csv"),
  ...inputParams,
});
export type QueryParams = z.infer<typeof queryParamsSchema>;
