/** What a query can become. */
export const queryFormats = ["csv", "tsv", "json", "ndjson", "parquet", "xlsx"] as const;
export type QueryFormat = (typeof queryFormats)[number];
