import type { Runner } from "../../jobs/job.ts";

/** Whether a file says by its name that it is Parquet. */
export function isParquetName(name: string): boolean {
  return /\.(parquet|pq)$/i.test(name);
}

/** Who runs an operation on such files: only the engine knows Parquet. */
export function runnerOfFiles(files: readonly { name: string }[]): Runner {
  return files.some(({ name }) => isParquetName(name)) ? "engine" : "rows";
}
