import { type AppError, isAppError } from "../app-error.ts";
import type { AcceptPorts } from "../jobs/accept-upload.ts";
import { owedAtBirth } from "../jobs/change.ts";
import { changeJob } from "../jobs/change-job.ts";
import type { BadRowPolicy, Job, JobError, JobFile, JobOrigin, JobRecipe, JobSet } from "../jobs/job.ts";
import { observeJob } from "../jobs/observe-job.ts";
import { requireFileCount, requireSize, runnerOf } from "../jobs/require-request.ts";
import { sendPending } from "../jobs/send-pending.ts";
import type { Operation } from "../operations/operation.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import type { Resolved } from "../recipes/resolve-recipe.ts";
import type { SetFile } from "./drop-set.ts";

export type DropPorts = AcceptPorts;

/** What is to be done with dropped files. */
export interface Wanted {
  operation: Operation;
  params: Record<string, unknown>;
  onBadRow: BadRowPolicy;
  recipe?: JobRecipe;
}

export interface NewDropJob {
  workspace: string;
  id: string;
  files: JobFile[];
  wanted: Wanted;
  createdAt: string;
  origin?: JobOrigin | undefined;
  set?: JobSet;
}

/** What an operation or a recipe asks for, as far as it can be done. @throws AppError */
export async function toWanted(resolved: Resolved): Promise<Wanted> {
  const operation = requireOperation(resolved.operation);
  await parseParams(operation, resolved.params);
  const { params, recipe, onBadRow = operation.defaultBadRow } = resolved;
  return { operation, params, onBadRow, ...(recipe && { recipe }) };
}

/** What is wanted, or the reason why it cannot be done, which its owner is to see. */
export async function understood<Value>(understand: () => Promise<Value>): Promise<Value | AppError> {
  try {
    return await understand();
  } catch (error) {
    if (isAppError(error) && !error.retryable) return error;
    throw error;
  }
}

/** A job that waits to be run. */
export function toQueuedJob(ports: DropPorts, job: NewDropJob): Omit<Job, "pending"> {
  const { operation, params, onBadRow, recipe } = job.wanted;
  requireFileCount(operation, job.files.length);
  for (const file of job.files) requireSize(file, ports.settings);
  const at = ports.now().toISOString();
  return {
    ...baseOf(job, at),
    operation: operation.id,
    params,
    onBadRow,
    runner: runnerOf(operation, { params, files: job.files }),
    ...(recipe && { recipe }),
    status: "queued",
    timeline: [...uploaded(job.files), { at, kind: "accepted" }, { at, kind: "queued" }],
  };
}

/** A job that tells what became of files with which nothing can be done. `operation`: what was asked for, as far as it is known. */
export function toFailedJob(
  ports: DropPorts,
  { error, operation, ...job }: Omit<NewDropJob, "wanted"> & { error: JobError; operation: string },
): Omit<Job, "pending"> {
  const at = ports.now().toISOString();
  return {
    ...baseOf(job, at),
    operation,
    params: {},
    onBadRow: "keep",
    runner: "rows",
    status: "failed",
    error,
    timeline: [...uploaded(job.files), { at, kind: "failed", message: error.message }],
  };
}

/** A job that a later one took the place of before it was made. */
export function toSupersededJob(ports: DropPorts, job: Omit<NewDropJob, "wanted"> & { operation: string }): Omit<Job, "pending"> {
  const at = ports.now().toISOString();
  const { operation, ...rest } = job;
  const timeline: Job["timeline"] = [{ at, kind: "cancelled", message: "A newer delivery of the set came before this one was run." }];
  return { ...baseOf(rest, at), operation, params: {}, onBadRow: "keep", runner: "rows", status: "cancelled", timeline };
}

/** Stores a job and sends what it owes. Where it is stored already, only what it still owes is sent. */
export async function storeJob(ports: DropPorts, made: Omit<Job, "pending">): Promise<void> {
  const job: Job = { ...made, pending: owedAtBirth(made) };
  if (await ports.jobs.insert(job)) {
    observeJob(ports.observer, null, job);
    await sendPending(ports, job);
    return;
  }
  await changeJob(ports, { workspace: job.workspace, id: job.id }, { type: "time-passed" });
}

export function toJobError({ code, message }: AppError): JobError {
  return { code, message };
}

export function toJobFile(file: SetFile, n: number): JobFile {
  const { key, versionId, sequencer, etag, size, type, name, arrivedAt } = file;
  return { n, name, size, type, key, upload: { kind: "drop" }, versionId, etag, sequencer, arrivedAt };
}

function baseOf({ workspace, id, files, createdAt, origin, set }: Omit<NewDropJob, "wanted">, at: string) {
  return {
    ...{ workspace, id, version: 1, source: "drop" as const, files, createdAt },
    ...(origin && { origin }),
    ...(set && { set }),
    ...{ updatedAt: at, uploadBy: at, attempt: 0, issues: [], results: [] },
  };
}

function uploaded(files: readonly JobFile[]): Job["timeline"] {
  return files.map(({ name, arrivedAt = "" }) => ({ at: arrivedAt, kind: "uploaded", ...(files.length > 1 && { message: name }) }));
}
