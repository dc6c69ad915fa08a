import type { Job, JobResult } from "../jobs/job.ts";

const tableName = /\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|xlsx)(\.(gz|zst))?$/i;
/** Results that say of a job what its rows are not. */
const otherName = /^(report|profile)\.json$|(^|\.)rejects\.(csv|ndjson|xlsx|parquet)$/i;

/** Results that are tables, the job's output. */
export function outputTables(results: readonly JobResult[]): JobResult[] {
  return results.filter(({ name }) => tableName.test(name) && !otherName.test(name));
}

/** Rows that were set aside, where there are any. */
export function rejectList(results: readonly JobResult[]): JobResult | undefined {
  return results.find(({ name, rows }) => name === "rejects.ndjson" && rows > 0);
}

/** Whether a success leaves anything that people can look at row by row. */
export function leavesTables({ files, results }: Pick<Job, "files" | "results">): boolean {
  return files.length > 0 || outputTables(results).length > 0 || rejectList(results) !== undefined;
}
