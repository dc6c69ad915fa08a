import { type AppError, isAppError } from "../app-error.ts";
import { operationFromMetadata } from "../operations/from-metadata.ts";
import type { Operation } from "../operations/operation.ts";
import { requireOperation } from "../operations/registry.ts";
import type { ObjectHead } from "../ports/object-store.ts";
import type { Settings } from "../settings.ts";
import type { AcceptPorts, UploadedObject } from "./accept-upload.ts";
import { toPending } from "./change.ts";
import { changeJob } from "./change-job.ts";
import type { Job, JobFile } from "./job.ts";
import { createDropJobId } from "./job-id.ts";
import { observeJob } from "./observe-job.ts";
import { requireFileCount, requireSize } from "./require-request.ts";
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
  const job = toJob(drop, id, ports, object, head);
  if (await ports.jobs.insert(job)) {
    observeJob(ports.observer, null, job);
    await sendPending(ports, job);
    return;
  }
  await changeJob(ports, { workspace: drop.workspace, id }, { type: "time-passed" });
}

function toJob(drop: Drop, id: string, ports: AcceptPorts, object: UploadedObject, head: ObjectHead): Job {
  const at = ports.now().toISOString();
  const { workspace, name } = drop;
  const file = toFile(name, object, head);
  const base: Omit<Job, "operation" | "params" | "onBadRow" | "status" | "timeline" | "pending"> = {
    workspace,
    id,
    version: 1,
    source: "drop",
    ...(object.origin && { origin: object.origin }),
    files: [file],
    createdAt: head.lastModified,
    updatedAt: at,
    uploadBy: at,
    attempt: 0,
    issues: [],
    results: [],
  };
  const uploaded = { at: head.lastModified, kind: "uploaded" } as const;
  const wanted = understand(head.metadata, file, ports.settings);
  if (isAppError(wanted)) {
    const error = { code: wanted.code, message: wanted.message };
    return {
      ...base,
      operation: head.metadata.operation ?? "convert",
      params: {},
      onBadRow: "keep",
      status: "failed",
      error,
      timeline: [uploaded, { at, kind: "failed", message: error.message }],
      pending: toPending({ workspace, id }, false),
    };
  }
  return {
    ...base,
    operation: wanted.operation.id,
    params: wanted.params,
    onBadRow: wanted.operation.defaultBadRow,
    status: "queued",
    timeline: [uploaded, { at, kind: "accepted" }, { at, kind: "queued" }],
    pending: toPending({ workspace, id }, true),
  };
}

function toFile(name: string, object: UploadedObject, head: ObjectHead): JobFile {
  const { bucketKey: key, versionId, sequencer } = object;
  const { etag, size, contentType: type, lastModified: arrivedAt } = head;
  return { n: 0, name, size, type, key, upload: { kind: "drop" }, versionId, etag, sequencer, arrivedAt };
}

function understand(
  metadata: Record<string, string>,
  file: JobFile,
  settings: Settings,
): AppError | { operation: Operation; params: Record<string, unknown> } {
  try {
    const { operation: id, params } = operationFromMetadata(metadata);
    const operation = requireOperation(id);
    requireFileCount(operation, 1);
    requireSize(file, settings);
    return { operation, params };
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
