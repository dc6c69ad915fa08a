import { changed, nothing } from "./change.ts";
import { dueAt, lastQueuedAt, longestWaitMs } from "./due-at.ts";
import { passAnalysisTime } from "./events-of-analyses.ts";
import { attemptsSpent, cancelled, leaseLapsed, stalled } from "./events-of-runs.ts";
import type { Job } from "./job.ts";
import type { Clock, Decision } from "./job-event.ts";

/** Looks at a job whose time may be up: an upload that never came, work nobody took, a run that went silent. */
export function passTime(job: Job, clock: Clock): Decision {
  const due = dueAt({ ...job, pending: [] }, clock.settings);
  if (due === undefined || Date.parse(due) > clock.now.getTime()) return nothing;
  switch (job.status) {
    case "awaiting-upload":
      return expired(job, clock);
    case "queued":
      return clock.now.getTime() - lastQueuedAt(job) > longestWaitMs ? unattended(job, clock) : changed(job, clock, { work: true });
    case "running":
      if (!leaseLapsed(job, clock)) return nothing;
      if (job.cancelRequested) return cancelled(job, clock);
      return attemptsSpent(job, clock) ? stalled(job, clock) : changed(job, clock, { work: true });
    case "succeeded":
      return passAnalysisTime(job, clock);
    case "failed":
    case "cancelled":
    case "expired":
      return nothing;
  }
}

function expired(job: Job, clock: Clock): Decision {
  const message = "The upload did not arrive in time. Upload the file again; it is taken up as soon as it is complete.";
  return changed(job, clock, { patch: { status: "expired" }, entries: [{ kind: "expired", message }] });
}

function unattended(job: Job, clock: Clock): Decision {
  const message = "The job waited a day and was never started. Retry it.";
  return changed(job, clock, { patch: { status: "failed", error: { code: "stalled", message } }, entries: [{ kind: "failed", message }] });
}
