import type { Settings } from "../settings.ts";
import type { Job, JobAnalysis } from "./job.ts";

const dayMs = 86_400_000;

/** A job that nobody takes up for this long fails: every job ends. */
export const longestWaitMs = dayMs;
const tombstoneMs = dayMs;

/**
 * When the sweep should look at a job, or undefined when nothing is left to come. Everybody who changes a job has a moment
 * of grace to send what it owes; work nobody took up is sent again at doubling intervals.
 */
export function dueAt(job: Job, settings: Settings): string | undefined {
  const graceMs = settings.leaseSeconds * 1000;
  const updated = Date.parse(job.updatedAt);
  const times: number[] = [];
  if (job.pending.length > 0) times.push(updated + graceMs / 2);
  if (job.deletedAt !== undefined) {
    times.push(Date.parse(job.deletedAt) + (job.purgedAt === undefined ? graceMs * 2 : tombstoneMs));
  } else if (job.status === "awaiting-upload") {
    times.push(Date.parse(job.uploadBy));
  } else if (job.status === "queued") {
    times.push(updated + Math.max(graceMs * 2, updated - lastQueuedAt(job)));
  } else if (job.status === "running") {
    times.push(Math.max(Date.parse(job.leaseUntil ?? job.updatedAt), updated) + graceMs / 2);
  } else if (job.analysis?.status === "pending") {
    times.push(analysisDueMs(job.analysis, updated, graceMs));
  }
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}

/** As with work: what nobody took up is sent again at doubling intervals, what went silent after its lease. */
function analysisDueMs({ since, leaseUntil }: JobAnalysis, updated: number, graceMs: number): number {
  if (leaseUntil !== undefined) return Math.max(Date.parse(leaseUntil), updated) + graceMs / 2;
  return updated + Math.max(graceMs * 2, updated - Date.parse(since));
}

/** When the job last began to wait for work, in milliseconds. */
export function lastQueuedAt(job: Job): number {
  const entry = job.timeline.findLast((candidate) => candidate.kind === "queued");
  return Date.parse(entry?.at ?? job.createdAt);
}
