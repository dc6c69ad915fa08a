import { AppError } from "../app-error.ts";
import type { Counts } from "./job.ts";

/** Throws `unaccounted` unless every input record of the job, or of the named file, is exactly once in out, rejected or filtered. */
export function requireAccounted(counts: Counts, fileName = "The job"): void {
  if (counts.in === counts.out + counts.rejected + counts.filtered) return;
  throw new AppError(
    "unaccounted",
    `${fileName} has ${counts.in} records, but ${counts.out} came out, ${counts.rejected} were rejected and ${counts.filtered} filtered. ` +
      "Nothing was published, because a record must never disappear.",
  );
}
