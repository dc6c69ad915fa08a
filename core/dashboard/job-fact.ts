import { lastQueuedAt } from "../jobs/due-at.ts";
import { endedAt } from "../jobs/ended-at.ts";
import type { Counts, Job, JobError, Runner } from "../jobs/job.ts";
import type { JobStatus } from "../jobs/job-status.ts";

/** What figures are made of: a job without its timeline, parameters and results. Times in milliseconds. */
export interface JobFact {
  id: string;
  version: number;
  createdAt: number;
  status: JobStatus;
  operation: string;
  runner: Runner;
  /** The first file's name; empty where there is none. */
  name: string;
  /** Files that arrived, and all there shall be. */
  arrived: number;
  files: number;
  /** Of the files that arrived. */
  bytes: number;
  counts: Counts | null;
  /** When it last began to wait to be run. */
  queuedAt: number;
  /** When it succeeded, failed or was given up. */
  endedAt: number | null;
  error: JobError | null;
}

/** A job as figures see it. A drop may name an operation that does not exist, in any words: that is `unknown`. */
export function toJobFact(job: Job): JobFact {
  const arrived = job.files.filter(({ versionId }) => versionId !== undefined);
  const ended = endedAt(job);
  return {
    id: job.id,
    version: job.version,
    createdAt: Date.parse(job.createdAt),
    status: job.status,
    operation: job.error?.code === "unknown-operation" ? "unknown" : job.operation.trim().toLowerCase(),
    runner: job.runner,
    name: job.files[0]?.name ?? "",
    arrived: arrived.length,
    files: job.files.length,
    bytes: arrived.reduce((sum, { size }) => sum + size, 0),
    counts: job.counts ?? null,
    queuedAt: lastQueuedAt(job),
    endedAt: ended === null ? null : Date.parse(ended),
    error: job.error ?? null,
  };
}

/** From being ready to run to the result; null for what has none. */
export function durationOf({ status, queuedAt, endedAt }: JobFact): number | null {
  return status === "succeeded" && endedAt !== null ? Math.max(0, endedAt - queuedAt) : null;
}
