/**
 * What values of a column are in Parquet, in the engine and in Athena alike. `integer` has 64 bits, `decimal` is exact with up to 29
 * digits before the point and 9 behind it (DECIMAL(38, 9)), a timestamp is in UTC and counts microseconds.
 */
export const parquetTypes = ["text", "integer", "decimal", "boolean", "date", "timestamp"] as const;
export type ParquetType = (typeof parquetTypes)[number];
