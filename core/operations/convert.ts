import { type ConvertParams, convertParamsSchema } from "./convert/convert-params.ts";
import type { Operation } from "./operation.ts";
import { runnerOfFiles } from "./results/parquet-name.ts";

export type { FileReport } from "./results/file-report.ts";

export const convert: Operation<ConvertParams> = {
  id: "convert",
  title: "Convert",
  description:
    "CSV, TSV and other delimited text, JSON and NDJSON, packed or not, sheets of XLSX workbooks, and Parquet into CSV, TSV, JSON, NDJSON, XLSX or Parquet. Choose, rename and reorder columns; values stay as they are.",
  params: convertParamsSchema,
  inputs: { minFiles: 1, maxFiles: 50 },
  takesRowsAgain: true,
  defaultBadRow: "keep",
  runner: ({ params, files }) => (params.to === "parquet" ? "engine" : runnerOfFiles(files)),
  run: async (context) => (await import("./convert/convert-files.ts")).convertFiles(context),
};
