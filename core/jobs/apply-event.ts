import { AppError } from "../app-error.ts";
import { nothing } from "./change.ts";
import { analysed, claimAnalysis, failAnalysis, releaseAnalysis, renewAnalysis, retryAnalysis, showTables } from "./events-of-analyses.ts";
import { rerun } from "./events-of-reruns.ts";
import { beginApply, claim, fail, postpone, release, renew, succeed } from "./events-of-runs.ts";
import { arrive, continueUpload } from "./events-of-uploads.ts";
import { cancel, remove, retry } from "./events-of-users.ts";
import type { Job } from "./job.ts";
import type { Clock, Decision, JobEvent } from "./job-event.ts";
import { passTime } from "./pass-time.ts";

/**
 * What an event does to a job: the job's next version with the messages it owes, nothing, or a refusal. Pure; the only
 * place that changes a job's status. A deleted job's status no longer counts: it accepts only the end of its deletion.
 */
export function applyEvent(job: Job, event: JobEvent, clock: Clock): Decision {
  if (job.deletedAt !== undefined) return applyToDeleted(job, event, clock);
  switch (event.type) {
    case "file-arrived":
      return arrive(job, event.file, clock);
    case "upload-continues":
      return continueUpload(job, event.uploadBy, clock);
    case "claim":
      return claim(job, clock);
    case "heartbeat":
      return renew(job, event.attempt, clock);
    case "begin-apply":
      return beginApply(job, event.attempt, clock);
    case "postpone":
      return postpone(job, event, clock);
    case "release":
      return release(job, event, clock);
    case "succeed":
      return succeed(job, event, clock);
    case "fail":
      return fail(job, event, clock);
    case "claim-analysis":
      return claimAnalysis(job, event.attempt, clock);
    case "renew-analysis":
      return renewAnalysis(job, event, clock);
    case "tables-ready":
      return showTables(job, event, clock);
    case "analysed":
      return analysed(job, event, clock);
    case "release-analysis":
      return releaseAnalysis(job, event, clock);
    case "fail-analysis":
      return failAnalysis(job, event, clock);
    case "retry-analysis":
      return retryAnalysis(job, clock);
    case "cancel":
      return cancel(job, clock);
    case "retry":
      return retry(job, event.filesExist, clock);
    case "delete":
      return remove(job, clock);
    case "rerun":
      return rerun(job, event, clock);
    case "purged":
      return nothing;
    case "time-passed":
      return passTime(job, clock);
  }
}

function applyToDeleted(job: Job, event: JobEvent, clock: Clock): Decision {
  switch (event.type) {
    case "file-arrived":
      return { kind: "nothing", discard: true };
    case "heartbeat":
    case "begin-apply":
    case "postpone":
    case "release":
    case "succeed":
    case "fail":
    case "renew-analysis":
    case "tables-ready":
    case "analysed":
    case "release-analysis":
    case "fail-analysis":
      return { kind: "refused", error: new AppError("conflict", "The job was deleted.") };
    case "cancel":
    case "retry":
    case "rerun":
    case "retry-analysis":
      return { kind: "refused", error: new AppError("not-found", "There is no such job.") };
    case "purged":
      // Nothing that anyone sees changes: no notice is owed.
      if (job.purgedAt !== undefined) return nothing;
      return { kind: "changed", job: { ...job, version: job.version + 1, purgedAt: clock.now.toISOString() } };
    case "upload-continues":
    case "claim":
    case "claim-analysis":
    case "delete":
    case "time-passed":
      return nothing;
  }
}
