import type { JobSummary } from "#core/jobs/job-view";
import { failureLine, jobName, setAsideLine, successLine } from "../words/job-words.ts";
import type { Toast } from "./toast-state.ts";

export interface JobToastActions {
  open(path: string): void;
  download(): void;
}

/** What to say when a job ends: one line and one action, or nothing where the person did it themselves. */
export function toastFor(job: JobSummary, { open, download }: JobToastActions): Toast | null {
  const id = `job-${job.id}`;
  if (job.status === "succeeded" && (job.counts?.rejected ?? 0) > 0) {
    const action = { label: "See them", run: () => open(`/jobs/${job.id}?tab=aside`) };
    return { id, tone: "aside", line: setAsideLine(job), action, finished: { jobs: 1, failed: 0 } };
  }
  if (job.status === "succeeded") {
    return { id, tone: "done", line: successLine(job), action: { label: "Download", run: download }, finished: { jobs: 1, failed: 0 } };
  }
  if (job.status !== "failed" && job.status !== "expired") return null;
  const action = { label: "What happened", run: () => open(`/jobs/${job.id}`) };
  return { id, tone: "failed", line: failureWithName(job), action, finished: { jobs: 1, failed: 1 } };
}

/** A toast stands alone, so it names the file, once. */
function failureWithName(job: JobSummary): string {
  const line = failureLine(job);
  return line.includes(jobName(job)) ? line : `${jobName(job)}: ${line}`;
}
