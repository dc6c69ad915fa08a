import { ApiError } from "#core/api/api-error";
import type { JobRerun } from "#core/jobs/job";
import type { JobSummary } from "#core/jobs/job-view";
import type { JobState } from "../realtime/job-state.ts";

export interface KnownRerun {
  rerun: JobRerun;
  /** Undefined while it is read, null when it was deleted. */
  job: JobSummary | null | undefined;
  /** It failed, was cancelled or deleted: its rows can be sent once more. */
  cameToNothing: boolean;
}

/** What is known of a job that rows were sent to: by the server's answer, and by what this tab has heard since. */
export function toKnownRerun(
  rerun: JobRerun,
  { jobs, gone }: Pick<JobState, "jobs" | "gone">,
  { data, error }: { data?: JobSummary | undefined; error?: unknown } = {},
): KnownRerun {
  // An answer from before it was deleted may still be there.
  const isGone = gone.has(rerun.job) || (error instanceof ApiError && error.status === 404);
  const job = isGone ? null : (jobs.get(rerun.job) ?? data);
  return { rerun, job, cameToNothing: job === null || job?.status === "failed" || job?.status === "cancelled" };
}
