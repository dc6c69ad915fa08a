import type { ParquetType } from "../parquet/parquet-type.ts";

/** A column of a table of the lake. An empty cell of a typed column is missing (null); of a text column it is the empty text. */
export interface LakeColumn {
  /** `[a-z0-9_]`, as SQL calls it. */
  name: string;
  type: ParquetType;
  /** As files call it. */
  header: string;
}

/** What a value does that does not fit the type that the table has: it is rejected, or the table gets a version in which it fits. */
export const typeChangePolicies = ["reject", "version"] as const;
export type TypeChangePolicy = (typeof typeChangePolicies)[number];

/**
 * A table of a workspace, as it is stored: document kind `table`, id its name. Columns are only ever added; a changed type makes
 * another table, `orders_v2`, which the first one names as its `current`.
 */
export interface LakeTable {
  /** `[a-z0-9_]`, as SQL calls it. */
  name: string;
  /** Without the partitions' and `_time`, which every table has. */
  columns: readonly LakeColumn[];
  typeChanges: TypeChangePolicy;
  /** The table that publishing to this one writes to; itself unless a type changed. */
  current: string;
  /** Years of its partitions, which Athena projects; null before there are rows. */
  years: { from: number; to: number } | null;
  createdAt: string;
  updatedAt: string;
  /** Its files are being deleted: nothing of it is read, and nothing published to it, until it is gone. */
  isGoing?: true | undefined;
}

/** Values of the partition that a row belongs to: the hour of its time, in UTC. */
export interface PartitionTime {
  year: number;
  month: number;
  day: number;
  hour: number;
}

/** Columns that every table has beside its own: the hour of each row as numbers, and its time in UTC as a timestamp. */
export const partitionColumns = ["year", "month", "day", "hour"] as const;
export const timeColumn = "_time";
/** JSON of what a row had beyond its columns; only where such rows are kept. */
export const extraColumn = "_extra";

/**
 * What one job published to one table: document kind `publication`, id `{table}#{job}`. Beside it `#{job}` says which tables the job has
 * written to.
 */
export interface Publication {
  table: string;
  job: string;
  /** The name of the file it came from, or the key of the drop. */
  source: string;
  files: number;
  rows: number;
  bytes: number;
  partitions: number;
  /** The least and the greatest time of its rows; null where there are none. */
  from: string | null;
  to: string | null;
  publishedAt: string;
  /** Earlier publications of the same source whose place it took. */
  replaced?: { job: string; rows: number }[] | undefined;
}

/** Every file of a publication, written before the first of them: what a deletion, or the next attempt, removes. */
export interface Manifest {
  v: 1;
  table: string;
  job: string;
  attempt: number;
  source: string;
  files: { key: string; rows: number }[];
}
