import { tableFormats } from "../../csv/write/table-formats.ts";

/** Whatever a result can be. */
export const outputFormats = {
  ...tableFormats,
  xlsx: { extension: "xlsx", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  parquet: { extension: "parquet", contentType: "application/vnd.apache.parquet" },
} as const;
