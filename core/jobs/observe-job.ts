import { type ErrorCode, ownFailures } from "../app-error.ts";
import type { Facts, Figures, Observer } from "../ports/observer.ts";
import { lastQueuedAt } from "./due-at.ts";
import type { Job } from "./job.ts";
import type { JobStatus } from "./job-status.ts";

const messages: Record<JobStatus, string> = {
  "awaiting-upload": "Job awaits its upload",
  queued: "Job queued",
  running: "Job running",
  succeeded: "Job succeeded",
  failed: "Job failed",
  cancelled: "Job cancelled",
  expired: "Job expired",
};

/**
 * Logs and counts what became of a job: its making (`before` is null), each claim, each change of its status, its deletion. For
 * whoever stored the change, after it is stored: only one process can, so nothing is counted twice, and what is lost with a
 * process that dies right after the write is not made up for.
 */
export function observeJob(observer: Observer, before: Job | null, after: Job): void {
  const facts = jobFacts(after);
  const deleted = after.deletedAt !== undefined && before?.deletedAt === undefined;
  const claimed = before !== null && after.attempt > before.attempt;
  const newStatus = after.status !== before?.status;
  if (before === null) observer.tell({ level: "info", message: "Job created", facts });
  if (deleted) observer.tell({ level: "info", message: "Job deleted", facts });
  else if (claimed || (newStatus && after.status !== "awaiting-upload")) {
    const failedByUs = after.error !== undefined && ownFailures.includes(after.error.code);
    observer.tell({
      level: failedByUs ? "error" : "info",
      message: messages[after.status],
      facts: { ...facts, ...(after.status === "succeeded" && resultOf(after)) },
    });
  }
  observeAnalysis(observer, before, after);
  const figures = {
    ...(before === null && { JobsCreated: 1 }),
    ...(newStatus && outcomeFigures(after)),
    ...(claimed && claimFigures(after)),
  };
  if (Object.keys(figures).length > 0) observer.measure(figures, { by: toDimensions(after), facts });
}

/** What became of the tables that people look at: how long they were waited for, or why there are none. */
function observeAnalysis(observer: Observer, before: Job | null, after: Job): void {
  const { analysis } = after;
  if (!analysis || analysis.status === "pending" || analysis.status === before?.analysis?.status) return;
  const facts = jobFacts(after);
  if (analysis.status === "failed") {
    const { code = "internal" } = analysis.error ?? {};
    observer.tell({ level: ownFailures.includes(code) ? "error" : "info", message: "Analysis failed", facts: { ...facts, code } });
    observer.measure({ AnalysesFailed: 1 }, { by: { code }, facts });
    return;
  }
  const analysis_ms = Date.parse(after.updatedAt) - Date.parse(analysis.since);
  const bytes_out = sum(analysis.results.map(({ bytes }) => bytes));
  observer.tell({ level: "info", message: "Job analysed", facts: { ...facts, tables: analysis.results.length, bytes_out, analysis_ms } });
  observer.measure({ AnalysisDuration: analysis_ms }, { facts });
}

/** What every line about a job says: enough to find all of them, and the call or the upload that began it. */
export function jobFacts({ workspace, id, attempt, operation, source, status, error, origin }: Job): Facts {
  return {
    workspace,
    job: id,
    attempt,
    operation: toOperation({ operation, error }),
    source,
    status,
    code: error?.code,
    line: error?.line,
    origin_request_id: origin?.requestId,
    origin_trace_id: origin?.traceId,
  };
}

function toDimensions(job: Job): { operation: string; code?: ErrorCode } {
  return { operation: toOperation(job), ...(job.error && { code: job.error.code }) };
}

/** A drop's metadata may name an operation that does not exist, in any words. */
function toOperation({ operation, error }: { operation: string; error?: Job["error"] }): string {
  return error?.code === "unknown-operation" ? "unknown" : operation.trim().toLowerCase();
}

function outcomeFigures(job: Job): Figures {
  switch (job.status) {
    case "succeeded":
      return { JobsSucceeded: 1, ...resultFigures(job) };
    case "failed":
      return { JobsFailed: 1 };
    case "cancelled":
      return { JobsCancelled: 1 };
    case "expired":
      return { JobsExpired: 1 };
    case "awaiting-upload":
    case "queued":
    case "running":
      return {};
  }
}

/** Every attempt but the first since somebody asked for the job. */
function claimFigures({ attempt, attemptBase = 0 }: Job): Figures {
  return attempt - attemptBase > 1 ? { RunsRepeated: 1 } : {};
}

function resultFigures(job: Job): Figures {
  const { rows_in, rows_out, rows_rejected, bytes_in, bytes_out, run_ms, total_ms } = resultOf(job);
  return {
    RowsIn: rows_in,
    RowsOut: rows_out,
    RowsRejected: rows_rejected,
    BytesIn: bytes_in,
    BytesOut: bytes_out,
    ...(run_ms !== undefined && { RunDuration: run_ms }),
    JobDuration: total_ms,
  };
}

/** What came of a job that succeeded, as its line says it. */
function resultOf(job: Job) {
  const { counts = { in: 0, out: 0, rejected: 0, filtered: 0 } } = job;
  const claimedAt = job.timeline.findLast(({ kind, attempt }) => kind === "running" && attempt === job.attempt)?.at;
  const endedAt = Date.parse(job.updatedAt);
  return {
    rows_in: counts.in,
    rows_out: counts.out,
    rows_rejected: counts.rejected,
    rows_filtered: counts.filtered,
    bytes_in: sum(job.files.map(({ size }) => size)),
    bytes_out: sum(job.results.map(({ bytes }) => bytes)),
    run_ms: claimedAt === undefined ? undefined : endedAt - Date.parse(claimedAt),
    total_ms: endedAt - lastQueuedAt(job),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
