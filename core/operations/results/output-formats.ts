import { tableFormats } from "../../csv/write/table-formats.ts";

/** Whatever a result can be. */
export const outputFormats = {
  ...tableFormats,
  parquet: { extension: "parquet", contentType: "application/vnd.apache.parquet" },
} as const;
