import type { Runner } from "../jobs/job.ts";

/** Whether a file says by its name that it is Parquet. */
export function isParquetName(name: string): boolean {
  return /\.(parquet|pq)$/i.test(name);
}

/** Who runs an operation that reads tables: only the engine knows Parquet. */
export function runnerFor({ params, files }: { params: { to?: string | undefined }; files: readonly { name: string }[] }): Runner {
  return params.to === "parquet" || files.some(({ name }) => isParquetName(name)) ? "engine" : "rows";
}
