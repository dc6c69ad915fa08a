export const tableFormats = {
  csv: { extension: "csv", contentType: "text/csv; charset=utf-8" },
  tsv: { extension: "tsv", contentType: "text/tab-separated-values; charset=utf-8" },
  json: { extension: "json", contentType: "application/json" },
  ndjson: { extension: "ndjson", contentType: "application/x-ndjson" },
} as const;
export type TableFormat = keyof typeof tableFormats;

export const compressedFormats = {
  gzip: { extension: "gz", contentType: "application/gzip" },
  zstd: { extension: "zst", contentType: "application/zstd" },
} as const;
export type CompressedFormat = keyof typeof compressedFormats;
