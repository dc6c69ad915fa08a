import { AppError } from "../app-error.ts";
import { changed, nothing, wrongState } from "./change.ts";
import { cancelled } from "./events-of-runs.ts";
import type { Job } from "./job.ts";
import type { Clock, Decision } from "./job-event.ts";
import { isTerminal } from "./job-status.ts";

/** Cancels what has not begun; a running job is asked to stop and does so at its next heartbeat. */
export function cancel(job: Job, clock: Clock): Decision {
  switch (job.status) {
    case "awaiting-upload":
    case "queued":
      return cancelled(job, clock);
    case "running":
      if (job.cancelRequested) return nothing;
      if (job.applying) return applying();
      return changed(job, clock, { patch: { cancelRequested: true }, entries: [{ kind: "cancel-requested" }] });
    case "cancelled":
      return nothing;
    case "succeeded":
    case "failed":
    case "expired":
      return wrongState(job, "cancelled");
  }
}

function applying(): Decision {
  const message = "The job has begun to change what is stored, so it is carried through. Undo it when it is done.";
  return { kind: "refused", error: new AppError("wrong-state", message) };
}

/** Runs a failed, cancelled or expired job again from its stored files, with a fresh allowance of attempts. */
export function retry(job: Job, filesExist: boolean, clock: Clock): Decision {
  if (!isTerminal(job.status) || job.status === "succeeded") return wrongState(job, "retried");
  if (job.error?.code === "set-incomplete") {
    const message = "Files of the set are missing, so there is nothing to run. It is run by itself as soon as they come.";
    return { kind: "refused", error: new AppError("wrong-state", message) };
  }
  if (!filesExist) {
    const message = "The uploaded file is no longer stored, so the job cannot be retried. Upload the file again.";
    return { kind: "refused", error: new AppError("upload-gone", message) };
  }
  const { error: _error, counts: _counts, plan: _plan, ...rest } = job;
  return changed(rest, clock, {
    patch: { status: "queued", attemptBase: job.attempt, issues: [], results: [] },
    entries: [{ kind: "retried" }, { kind: "queued" }],
    work: true,
  });
}

/** Leaves a tombstone that still knows where the objects were. A run under way loses its claim with it. */
export function remove(job: Job, clock: Clock): Decision {
  if (job.status === "running" && job.applying) return applying();
  const { counts: _counts, error: _error, plan: _plan, analysis, reruns: _reruns, ...rest } = job;
  return changed(rest, clock, {
    patch: {
      status: isTerminal(job.status) ? job.status : "cancelled",
      // An analysis may write as a run may, until it notices.
      ...(analysis?.leaseUntil !== undefined && { leaseUntil: analysis.leaseUntil }),
      deletedAt: clock.now.toISOString(),
      params: {},
      issues: [],
      results: [],
      timeline: [],
    },
  });
}
