import { isAppError } from "../app-error.ts";
import type { ObjectHead } from "../ports/object-store.ts";
import type { Ports } from "../ports/ports.ts";
import { type ChangePorts, changeJob } from "./change-job.ts";
import type { Job, JobOrigin } from "./job.ts";
import type { JobEvent } from "./job-event.ts";
import { parseUploadKey } from "./object-keys.ts";
import { allStored } from "./stored-files.ts";

/** An object version that S3 says was created in the Uploads bucket. */
export interface UploadedObject {
  /** Decoded, once. */
  bucketKey: string;
  versionId: string;
  sequencer: string;
  /** The request that stored it, where that is known. */
  origin?: JobOrigin;
}

export type AcceptPorts = ChangePorts & Pick<Ports, "objects" | "documents">;

/**
 * Takes an object to its job: under `uploads/` the key names it, under `drops/` the object becomes one. What has no job, or
 * no place in it, is deleted. Events may come again and in any order; what came before changes nothing.
 */
export async function acceptUpload(ports: AcceptPorts, object: UploadedObject): Promise<void> {
  const key = parseUploadKey(object.bucketKey);
  if (key.kind === "unknown") return;
  const head = await ports.objects.head("uploads", object.bucketKey, object.versionId);
  if (!head) return;
  if (key.kind === "drop") {
    // Brings every operation with it, to understand what is asked for; an upload of a job was understood before.
    const { acceptDrop } = await import("./accept-drop.ts");
    return await acceptDrop(ports, key, object, head);
  }
  const discard = await arriveAtJob(ports, { workspace: key.workspace, id: key.job }, key.n, object, head);
  if (discard) await ports.objects.deleteVersion("uploads", object.bucketKey, object.versionId);
}

/** Whether the object has no place and is to be deleted. */
async function arriveAtJob(
  ports: AcceptPorts,
  ref: { workspace: string; id: string },
  n: number,
  object: UploadedObject,
  head: ObjectHead,
): Promise<boolean> {
  try {
    const outcome = await changeJob(ports, ref, (job) => toArrival(ports, job, n, object, head));
    return outcome.discard;
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") return true;
    throw error;
  }
}

async function toArrival(ports: AcceptPorts, job: Job, n: number, object: UploadedObject, head: ObjectHead): Promise<JobEvent> {
  const earlier = job.files.filter((file) => file.n !== n && file.versionId !== undefined);
  return {
    type: "file-arrived",
    file: {
      n,
      versionId: object.versionId,
      etag: head.etag,
      size: head.size,
      sequencer: object.sequencer,
      arrivedAt: head.lastModified,
      metadataAgrees: head.metadata.job === job.id,
      othersExist: job.status !== "expired" || (await allStored(ports, earlier)),
    },
  };
}
