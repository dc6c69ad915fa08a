import type { Job, TimelineEntry } from "./job.ts";
import { isTerminal } from "./job-status.ts";

const endings: ReadonlySet<TimelineEntry["kind"]> = new Set(["stored", "failed", "cancelled", "expired"]);

/** When the job came to its end, whatever became of it since (its tables are looked at, rows are sent again); null while it has none. */
export function endedAt(job: Pick<Job, "status" | "timeline" | "updatedAt">): string | null {
  if (!isTerminal(job.status)) return null;
  return job.timeline.findLast(({ kind }) => endings.has(kind))?.at ?? job.updatedAt;
}
