import * as z from "zod";
import { readerLimits } from "../../csv/limits.ts";
import { inputParams } from "../rows/input-params.ts";

const columnName = z.string().max(8192);

export const convertParamsSchema = z
  .strictObject({
    to: z.enum(["csv", "tsv", "json", "ndjson", "parquet", "xlsx"]).meta({ title: "Format", description: "What the file becomes." }),
    columns: z
      .array(
        z.strictObject({
          column: columnName.meta({ title: "Column", description: "Its name in the file." }),
          as: columnName.min(1).meta({ title: "New name", description: "Its name in the result; the same when left out." }).optional(),
        }),
      )
      .min(1)
      .max(readerLimits.maxColumns)
      .meta({
        title: "Columns",
        description: "The columns of the result, in this order; a column left out is dropped. All of them by default.",
        "x-control": "column-plan",
      })
      .optional(),
    rename: z
      .array(
        z.strictObject({
          column: columnName.meta({ title: "Column", description: "Its name in the file." }),
          as: columnName.min(1).meta({ title: "New name", description: "Its name in the result." }),
        }),
      )
      .max(readerLimits.maxColumns)
      .meta({
        title: "Rename",
        description: "New names for some columns; every other stays as it is. Not together with columns.",
        "x-control": "column-plan",
      })
      .optional(),
    ...inputParams,
    eol: z.enum(["crlf", "lf"]).meta({ title: "Line end", description: "CSV and TSV: CRLF by default.", "x-place": "more" }).optional(),
    headerOut: z
      .boolean()
      .meta({
        title: "Header line",
        description: "CSV and TSV: write the names as a header line also where the file has none.",
        "x-place": "more",
      })
      .optional(),
    compress: z
      .enum(["gzip", "zstd"])
      .meta({ title: "Pack", description: "Pack the result; it is not packed by default.", "x-place": "more" })
      .optional(),
    neutraliseFormulas: z
      .boolean()
      .meta({
        title: "Neutralise formulas",
        description: "CSV and TSV: a cell that starts with = + - @, a tab or a CR gets a ' in front, so that no spreadsheet runs it.",
        "x-place": "more",
      })
      .optional(),
  })
  .refine((params) => params.columns === undefined || params.rename === undefined, {
    path: ["rename"],
    message: "Use either columns or rename, not both.",
  })
  .refine((params) => !isPackedByItself(params.to) || params.compress === undefined, {
    path: ["compress"],
    message: "A Parquet file or a workbook is packed by itself: leave this out.",
  });
export type ConvertParams = z.infer<typeof convertParamsSchema>;

/** Whether the format has a packing of its own. */
export function isPackedByItself(to: string): boolean {
  return to === "parquet" || to === "xlsx";
}
