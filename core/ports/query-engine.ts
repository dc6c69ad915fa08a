import type { LakeTable, PartitionTime } from "../lake/lake-table.ts";
import type { EngineAnswer, LakeSession } from "./engine.ts";

export const queryEngines = ["duckdb", "athena"] as const;
export type QueryEngineName = (typeof queryEngines)[number];

/** A file of a table that a query may have to read. */
export interface LakeFile {
  key: string;
  etag: string;
  /** Bytes. */
  size: number;
  partition: PartitionTime;
  job: string;
}

/** A table as a query reads it: those of its files that its WHERE clause does not exclude. */
export interface QueriedTable {
  table: LakeTable;
  files: readonly LakeFile[];
  /** Of all its files. */
  of: { files: number; bytes: number; partitions: number };
  /** By SQL's names; null for all of them. */
  columns: ReadonlySet<string> | null;
  /** Jobs whose files are passed over, since they are just being published or removed. */
  unsettled: readonly string[];
}

/** A statement that was found to be one SELECT over tables of the workspace, and what it reads. */
export interface QueryPlan {
  workspace: string;
  sql: string;
  /** As the embedded engine parses it. */
  tree: unknown;
  tables: readonly QueriedTable[];
  /** Bytes of the files that are left: the most that can be read. */
  bytes: number;
}

/** Runs planned queries. Two implement it: engine/ (embedded) and aws/ (Athena). */
export interface QueryEngine {
  /**
   * The answer lies on the session's disk. `read`: told with the bytes read from storage so far.
   * @throws AppError sql-not-allowed (beyond what this engine knows), query-failed, query-too-large, query-timeout
   */
  run(plan: QueryPlan, tools: { session: LakeSession; signal: AbortSignal; read(bytes: number): void }): Promise<EngineAnswer>;
}
