import { leavesTables } from "../analysis/leaves-tables.ts";
import { AppError } from "../app-error.ts";
import { awaitsAnalysis, changed, nothing } from "./change.ts";
import { longestWaitMs } from "./due-at.ts";
import type { Job, JobAnalysis, JobError } from "./job.ts";
import type { AnalysisEvent, Clock, Decision } from "./job-event.ts";
import { leaseFrom } from "./lease-from.ts";

type Told<Type extends AnalysisEvent["type"]> = Extract<AnalysisEvent, { type: Type }>;

/** What a job that succeeds waits for beside its status; undefined where it leaves nothing to look at. */
export function beginAnalysis(job: Job, clock: Clock): JobAnalysis | undefined {
  return leavesTables(job) ? { status: "pending", since: clock.now.toISOString(), run: 0, results: [] } : undefined;
}

/** An invocation wants to analyse what the attempt left. Refused with `conflict` while another one holds a live lease. */
export function claimAnalysis(job: Job, attempt: number, clock: Clock): Decision {
  const { analysis } = job;
  if (analysis?.status !== "pending" || job.attempt !== attempt) return nothing;
  if (!hasLapsed(analysis, clock))
    return { kind: "refused", error: new AppError("conflict", "The job is being analysed.", { retryable: true }) };
  if (runsSpent(analysis, clock)) return stalled(job, analysis, clock);
  // Tables of the run before lie where nobody looks any more.
  const claimed = { ...analysis, run: analysis.run + 1, leaseUntil: leaseFrom(clock), results: [] };
  // Whoever was shown them has to know.
  if (analysis.results.length > 0) return changed(job, clock, { patch: { analysis: claimed } });
  return { kind: "changed", job: unnoticed(job, claimed) };
}

/** As with a run of the job: nobody but the analysis sees this change, so no notice is owed. */
export function renewAnalysis(job: Job, event: Told<"renew-analysis">, clock: Clock): Decision {
  return ofRun(job, event, (analysis) => ({ kind: "changed", job: unnoticed(job, { ...analysis, leaseUntil: leaseFrom(clock) }) }));
}

/** Some tables can be looked at while the others, and the profile, are still being made. */
export function showTables(job: Job, event: Told<"tables-ready">, clock: Clock): Decision {
  return ofRun(job, event, (analysis) => changed(job, clock, { patch: { analysis: { ...analysis, results: event.results } } }));
}

export function analysed(job: Job, event: Told<"analysed">, clock: Clock): Decision {
  return ofRun(job, event, ({ leaseUntil: _lease, ...analysis }) =>
    changed(job, clock, { patch: { analysis: { ...analysis, status: "done", results: event.results } } }),
  );
}

/** The analysis gave up for now: the next delivery of its message takes over. */
export function releaseAnalysis(job: Job, event: Told<"release-analysis">, clock: Clock): Decision {
  return ofRun(job, event, (analysis) => ({
    kind: "changed",
    job: unnoticed(job, { ...analysis, leaseUntil: clock.now.toISOString() }),
  }));
}

export function failAnalysis(job: Job, event: Told<"fail-analysis">, clock: Clock): Decision {
  return ofRun(job, event, (analysis) => failed(job, analysis, event.error, clock));
}

/** Looks at an analysis whose time may be up: nobody took it, or it went silent. */
export function passAnalysisTime(job: Job, clock: Clock): Decision {
  const { analysis } = job;
  if (!analysis || !awaitsAnalysis(job) || !hasLapsed(analysis, clock)) return nothing;
  const waitedMs = clock.now.getTime() - Date.parse(analysis.since);
  if (runsSpent(analysis, clock) || waitedMs > longestWaitMs) return stalled(job, analysis, clock);
  // Without its lease it waits as one that nobody took, for which fewer and fewer messages are sent.
  const { leaseUntil: _lease, ...waiting } = analysis;
  return changed(job, clock, { patch: { analysis: waiting }, analyse: true });
}

/** Somebody asks again for what failed, with a fresh allowance of runs. */
export function retryAnalysis(job: Job, clock: Clock): Decision {
  const { analysis } = job;
  if (analysis?.status !== "failed") {
    const message = "This job's tables have not failed to be prepared, so there is nothing to try again.";
    return { kind: "refused", error: new AppError("wrong-state", message) };
  }
  const { error: _error, ...rest } = analysis;
  const again: JobAnalysis = { ...rest, status: "pending", since: clock.now.toISOString(), runBase: analysis.run };
  return changed(job, clock, { patch: { analysis: again }, analyse: true });
}

export function runsSpent({ run, runBase = 0 }: Pick<JobAnalysis, "run" | "runBase">, clock: Clock): boolean {
  return run - runBase >= clock.settings.maxAttempts;
}

function ofRun(job: Job, { attempt, run }: { attempt: number; run: number }, decide: (analysis: JobAnalysis) => Decision): Decision {
  const { analysis } = job;
  if (analysis?.status === "pending" && job.attempt === attempt && analysis.run === run) return decide(analysis);
  return { kind: "refused", error: new AppError("conflict", "Another run has taken this analysis over, or it has ended.") };
}

function stalled(job: Job, analysis: JobAnalysis, clock: Clock): Decision {
  const message = "The job's tables could not be prepared for looking at: this was started several times and never came to an end.";
  return failed(job, analysis, { code: "stalled", message }, clock);
}

/** What can be looked at already stays. */
function failed(job: Job, { leaseUntil: _lease, ...analysis }: JobAnalysis, error: JobError, clock: Clock): Decision {
  return changed(job, clock, { patch: { analysis: { ...analysis, status: "failed", error } } });
}

function unnoticed(job: Job, analysis: JobAnalysis): Job {
  return { ...job, version: job.version + 1, analysis };
}

function hasLapsed({ leaseUntil }: JobAnalysis, clock: Clock): boolean {
  return leaseUntil === undefined || Date.parse(leaseUntil) <= clock.now.getTime();
}
