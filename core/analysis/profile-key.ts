import type { Job } from "../jobs/job.ts";

/** The columns by which a job's operation knows its rows, where it does and the table has them. */
export function profileKeyOf({ operation, params }: Pick<Job, "operation" | "params">, columns: readonly string[]): string[] | null {
  if (operation !== "load") return null;
  const key = Array.isArray(params.key) ? params.key.map(String) : ["customer_id"];
  return key.length > 0 && key.every((column) => columns.includes(column)) ? key : null;
}
