import * as z from "zod";
import { inputParams } from "../rows/input-params.ts";
import { schemaDocument } from "../schema/schema-document.ts";

export const validateParamsSchema = z.strictObject({
  schema: schemaDocument,
  maxRejectPercent: z
    .number()
    .min(0)
    .max(100)
    .meta({
      title: "Stop above",
      description:
        "Fail, and publish nothing, when more than so many per cent of the rows are rejected: looked at every 10,000 rows and at the end.",
    })
    .optional(),
  to: z
    .enum(["csv", "tsv", "json", "ndjson"])
    .meta({ title: "Format", description: "Of the rows that are right; the file's own by default.", "x-place": "more" })
    .optional(),
  rows: z
    .boolean()
    .meta({ title: "Rows", description: "Whether the rows that are right are written; they are by default.", "x-place": "more" })
    .optional(),
  ...inputParams,
  eol: z.enum(["crlf", "lf"]).meta({ title: "Line end", description: "CSV and TSV: CRLF by default.", "x-place": "more" }).optional(),
});
export type ValidateParams = z.infer<typeof validateParamsSchema>;
