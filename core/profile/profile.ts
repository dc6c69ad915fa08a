import * as z from "zod/mini";

/** A count of rows, values or characters. */
const count = z.int().check(z.nonnegative());

/** What a column's values look like, all of them: never a type that the file was given. */
export const profiledTypes = ["integer", "number", "date", "time", "timestamp", "boolean", "text", "empty"] as const;
export type ProfiledType = (typeof profiledTypes)[number];

export const valueCountSchema = z.object({ value: z.string(), count });
export type ValueCount = z.infer<typeof valueCountSchema>;

export const histogramBinSchema = z.object({ from: z.string(), to: z.string(), count });
/** Values from `from` up to `to`, the last bin's `to` included. */
export type HistogramBin = z.infer<typeof histogramBinSchema>;

export const columnProfileSchema = z.object({
  name: z.string(),
  type: z.enum(profiledTypes),
  /** Rows whose cell is empty, or has nothing but blanks. */
  empty: count,
  /** Different values that are not empty; `exact` unless it was estimated. */
  distinct: z.object({ count, exact: z.boolean() }),
  /** As text: the least and the most by the type's order, absent where every cell is empty. */
  least: z.nullable(z.string()),
  most: z.nullable(z.string()),
  mean: z.nullable(z.number()),
  /** 5, 25, 50, 75 and 95 of a hundred; numbers, and dates as ISO 8601; empty where there is no order to speak of. */
  quantiles: z.array(z.string()),
  frequent: z.array(valueCountSchema),
  /** In characters. */
  length: z.object({ least: count, most: count, mean: z.number() }),
  /** Of numbers and dates; empty otherwise. */
  histogram: z.array(histogramBinSchema),
  /** Numbers beyond three interquartile ranges from the middle half. */
  outliers: count,
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

export const tableProfileSchema = z.object({
  columns: z.array(columnProfileSchema),
  /** Rows that are the same in every column as one before; null where that was not counted. */
  repeatedRows: z.nullable(count),
  /**
   * Of the key that the operation goes by, or of the first column that looks like one: rows whose key came before, and rows in
   * which a part of it is empty.
   */
  key: z.nullable(z.object({ columns: z.array(z.string()), repeated: count, empty: count })),
});
export type TableProfile = z.infer<typeof tableProfileSchema>;

/** The `why` of a table that is still to be made. */
export const notYetMade = "It is being prepared.";

export const profiledTableSchema = z.object({
  of: z.enum(["output", "input", "rejects"]),
  /** The result's name, or the file's as its sender named it. */
  name: z.string(),
  /** Its place among the tables of the same kind: `input` 1 is the job's second file. */
  n: count,
  /** The result that holds its rows as Parquet, every cell text; null where none is kept. */
  rowsIn: z.nullable(z.string()),
  /** Why there are no rows, or why they are not profiled: a sentence for people. */
  why: z.optional(z.string()),
  rows: count,
  /** By their names in order; profiled where the table is the job's output, or its input where there is none. */
  columns: z.array(z.string()),
  profile: z.nullable(tableProfileSchema),
});
export type ProfiledTable = z.infer<typeof profiledTableSchema>;

/** `profile.json`: which tables of a job can be looked at, and what is in them. */
export const profileSchema = z.object({ v: z.literal(1), tables: z.array(profiledTableSchema) });
export type Profile = z.infer<typeof profileSchema>;
