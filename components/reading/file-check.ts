import type { DialectOverrides, IssueSummary } from "#core/csv/index";

export interface CheckOptions {
  dialect?: DialectOverrides | undefined;
  /** A schema as the operation `validate` takes it: every row is held against it. */
  schema?: unknown;
  /** Columns that together name a row: rows that repeat one, or have none, are told. Not together with a schema, which can say so itself. */
  key?: readonly string[] | undefined;
  /** At most ten times a second. */
  onProgress?: ((progress: CheckProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface CheckProgress {
  /** Of the file as it lies on the device, packed if it is. */
  bytes: number;
  totalBytes: number;
  records: number;
  /** Errors and warnings so far; only known while no schema and no key is asked for. */
  issues: number | null;
}

/** What a file holds, read to its end. */
export interface FileCheck {
  /** Data records; of them those that break a rule of the table or of the schema. */
  records: number;
  rejected: number;
  /** Exact counts, each with its first places. */
  issues: IssueSummary[];
  /** Unpacked. */
  bytes: number;
  ms: number;
}
