import { AppError } from "../app-error.ts";
import { changed, nothing, withoutLease } from "./change.ts";
import { beginAnalysis } from "./events-of-analyses.ts";
import type { Job } from "./job.ts";
import type { Clock, Decision, JobEvent } from "./job-event.ts";
import { leaseFrom } from "./lease-from.ts";

/** An invocation wants to run the job. Refused with `conflict` while another one holds a live lease. */
export function claim(job: Job, clock: Clock): Decision {
  if (job.status !== "queued" && job.status !== "running") return nothing;
  if (job.status === "running") {
    if (!leaseLapsed(job, clock)) return { kind: "refused", error: new AppError("conflict", "The job is being run.", { retryable: true }) };
    if (job.cancelRequested) return cancelled(job, clock);
    if (attemptsSpent(job, clock)) return stalled(job, clock);
  }
  const attempt = job.attempt + 1;
  return changed(withoutLease(job), clock, {
    patch: { status: "running", attempt, leaseUntil: leaseFrom(clock) },
    entries: [{ kind: "running", attempt }],
  });
}

/** The lease is renewed; refused when the run is no longer wanted. Nobody but the run sees this change, so no notice is owed. */
export function renew(job: Job, attempt: number, clock: Clock): Decision {
  const lost = lostRun(job, attempt);
  if (lost) return lost;
  if (job.cancelRequested) return { kind: "refused", error: new AppError("cancelled", "The job was cancelled.") };
  return { kind: "changed", job: { ...job, version: job.version + 1, leaseUntil: leaseFrom(clock) } };
}

/** From here on the run changes what outlives the job; refused when the run is no longer wanted. A run that takes over begins again. */
export function beginApply(job: Job, attempt: number, clock: Clock): Decision {
  const lost = lostRun(job, attempt);
  if (lost) return lost;
  if (job.cancelRequested) return { kind: "refused", error: new AppError("cancelled", "The job was cancelled.") };
  if (job.applying) return nothing;
  return changed(job, clock, { patch: { applying: true }, entries: [{ kind: "applying", attempt }] });
}

/** A run goes on in another invocation, by a message of its own; it was no attempt that failed. */
export function postpone(job: Job, event: Extract<JobEvent, { type: "postpone" }>, clock: Clock): Decision {
  const lost = lostRun(job, event.attempt);
  if (lost) return lost;
  if (job.cancelRequested) return cancelled(job, clock);
  const isNew = job.timeline.findLast(({ kind }) => kind === "noted")?.message !== event.message;
  return changed(job, clock, {
    patch: { leaseUntil: clock.now.toISOString(), attemptBase: (job.attemptBase ?? 0) + 1 },
    entries: isNew ? [{ kind: "noted", message: event.message, attempt: event.attempt }] : [],
    work: true,
  });
}

/** A run gave up for now: the lease ends, and the next delivery of its message takes over. */
export function release(job: Job, event: Extract<JobEvent, { type: "release" }>, clock: Clock): Decision {
  const lost = lostRun(job, event.attempt);
  if (lost) return lost;
  if (job.cancelRequested) return cancelled(job, clock);
  return changed(job, clock, {
    patch: { leaseUntil: clock.now.toISOString() },
    entries: [{ kind: "noted", message: event.message, attempt: event.attempt }],
  });
}

export function succeed(job: Job, { attempt, outcome }: Extract<JobEvent, { type: "succeed" }>, clock: Clock): Decision {
  const lost = lostRun(job, attempt);
  if (lost) return lost;
  if (job.cancelRequested) return cancelled(job, clock);
  const { counts, issues, results, plan, published } = outcome;
  const analysis = beginAnalysis({ ...job, results }, clock);
  return changed(withoutLease(job), clock, {
    patch: {
      ...{ status: "succeeded", counts, issues, results },
      ...(plan && { plan }),
      ...(published && { published }),
      ...(analysis && { analysis }),
    },
    entries: [{ kind: "stored", attempt }],
    analyse: analysis !== undefined,
  });
}

export function fail(job: Job, { attempt, error }: Extract<JobEvent, { type: "fail" }>, clock: Clock): Decision {
  const lost = lostRun(job, attempt);
  if (lost) return lost;
  return job.cancelRequested ? cancelled(job, clock) : failed(job, error, clock);
}

/** A running job whose heartbeat stopped and that may not be tried again. */
export function stalled(job: Job, clock: Clock): Decision {
  const message =
    "The job was started several times and never came to an end. Retry it; if it stalls again, the file may be too large for it.";
  return failed(job, { code: "stalled", message }, clock);
}

export function cancelled(job: Job, clock: Clock): Decision {
  return changed(withoutLease(job), clock, { patch: { status: "cancelled" }, entries: [{ kind: "cancelled" }] });
}

export function leaseLapsed(job: Job, clock: Clock): boolean {
  return job.leaseUntil === undefined || Date.parse(job.leaseUntil) <= clock.now.getTime();
}

export function attemptsSpent(job: Job, clock: Clock): boolean {
  return job.attempt - (job.attemptBase ?? 0) >= clock.settings.maxAttempts;
}

function failed(job: Job, error: NonNullable<Job["error"]>, clock: Clock): Decision {
  return changed(withoutLease(job), clock, {
    patch: { status: "failed", error },
    entries: [{ kind: "failed", message: error.message, attempt: job.attempt }],
  });
}

function lostRun(job: Job, attempt: number): Decision | undefined {
  if (job.status === "running" && job.attempt === attempt) return undefined;
  return { kind: "refused", error: new AppError("conflict", "Another run has taken this job over, or it has ended.") };
}
