import { type AppError, isAppError } from "../app-error.ts";
import { operationFromMetadata } from "../operations/from-metadata.ts";
import type { Operation } from "../operations/operation.ts";
import { requireOperation } from "../operations/registry.ts";
import type { ObjectHead } from "../ports/object-store.ts";
import type { Settings } from "../settings.ts";
import type { AcceptPorts, UploadedObject } from "./accept-upload.ts";
import { owedAtBirth } from "./change.ts";
import { changeJob } from "./change-job.ts";
import type { Job, JobFile, JobOrigin } from "./job.ts";
import { createDropJobId } from "./job-id.ts";
import { observeJob } from "./observe-job.ts";
import { requireFileCount, requireSize, runnerOf } from "./require-request.ts";
import { sendPending } from "./send-pending.ts";

interface Drop {
  workspace: string;
  name: string;
}

/**
 * Makes a drop's job; its metadata says what to do. A drop that cannot be understood becomes a failed job, so that its owner
 * sees why. A repeated event finds the job made, and sends only what it still owes.
 */
export async function acceptDrop(ports: AcceptPorts, drop: Drop, object: UploadedObject, head: ObjectHead): Promise<void> {
  const { bucketKey: key, versionId } = object;
  const id = await createDropJobId({ key, versionId, lastModified: head.lastModified });
  const file = toFile(drop.name, object, head);
  const wanted = await understand(head.metadata, file, ports.settings);
  const job = toJob({ id, workspace: drop.workspace, file, wanted, origin: object.origin }, ports.now(), head);
  if (await ports.jobs.insert(job)) {
    observeJob(ports.observer, null, job);
    await sendPending(ports, job);
    return;
  }
  await changeJob(ports, { workspace: drop.workspace, id }, { type: "time-passed" });
}

interface DroppedJob {
  id: string;
  workspace: string;
  file: JobFile;
  wanted: AppError | Wanted;
  origin: JobOrigin | undefined;
}

interface Wanted {
  operation: Operation;
  params: Record<string, unknown>;
}

function toJob({ id, workspace, file, wanted, origin }: DroppedJob, now: Date, head: ObjectHead): Job {
  const at = now.toISOString();
  const base: Omit<Job, "operation" | "params" | "onBadRow" | "runner" | "status" | "timeline" | "pending"> = {
    workspace,
    id,
    version: 1,
    source: "drop",
    ...(origin && { origin }),
    files: [file],
    createdAt: head.lastModified,
    updatedAt: at,
    uploadBy: at,
    attempt: 0,
    issues: [],
    results: [],
  };
  const uploaded = { at: head.lastModified, kind: "uploaded" } as const;
  if (isAppError(wanted)) {
    const error = { code: wanted.code, message: wanted.message };
    const failed = {
      ...base,
      operation: head.metadata.operation ?? "convert",
      params: {},
      onBadRow: "keep",
      runner: "rows",
      status: "failed",
      error,
      timeline: [uploaded, { at, kind: "failed", message: error.message }],
    } satisfies Omit<Job, "pending">;
    return { ...failed, pending: owedAtBirth(failed) };
  }
  const runner = runnerOf(wanted.operation, { params: wanted.params, files: [file] });
  const queued = {
    ...base,
    operation: wanted.operation.id,
    params: wanted.params,
    onBadRow: wanted.operation.defaultBadRow,
    runner,
    status: "queued",
    timeline: [uploaded, { at, kind: "accepted" }, { at, kind: "queued" }],
  } satisfies Omit<Job, "pending">;
  return { ...queued, pending: owedAtBirth(queued) };
}

function toFile(name: string, object: UploadedObject, head: ObjectHead): JobFile {
  const { bucketKey: key, versionId, sequencer } = object;
  const { etag, size, contentType: type, lastModified: arrivedAt } = head;
  return { n: 0, name, size, type, key, upload: { kind: "drop" }, versionId, etag, sequencer, arrivedAt };
}

async function understand(metadata: Record<string, string>, file: JobFile, settings: Settings): Promise<AppError | Wanted> {
  try {
    const { operation: id, params } = await operationFromMetadata(metadata);
    const operation = requireOperation(id);
    requireFileCount(operation, 1);
    requireSize(file, settings);
    return { operation, params };
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
