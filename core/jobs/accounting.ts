import { AppError } from "../app-error.ts";
import type { Counts } from "./job.ts";

/** Throws `unaccounted` unless every input record is exactly once in out, rejected or filtered. */
export function requireAccounted(counts: Counts): void {
  if (counts.in === counts.out + counts.rejected + counts.filtered) return;
  throw new AppError(
    "unaccounted",
    `The file has ${counts.in} records, but ${counts.out} came out, ${counts.rejected} were rejected and ${counts.filtered} filtered. ` +
      "Nothing was published, because a record must never disappear.",
  );
}
