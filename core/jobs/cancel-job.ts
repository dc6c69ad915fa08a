import type { Ports } from "../ports/ports.ts";
import { type ChangePorts, changeJob, type JobRef } from "./change-job.ts";
import type { Job } from "./job.ts";

/** Cancels a job, or asks the run under way to stop; `wrong-state` when it has ended otherwise. Parts not yet complete are dropped. */
export async function cancelJob(ports: ChangePorts & Pick<Ports, "objects">, ref: JobRef): Promise<Job> {
  const { job } = await changeJob(ports, ref, { type: "cancel" });
  if (job.status === "cancelled") await abortOpenUploads(ports, job);
  return job;
}

async function abortOpenUploads(ports: Pick<Ports, "objects">, job: Job): Promise<void> {
  const open = job.files.flatMap(({ key, upload, versionId }) =>
    upload.kind === "multipart" && versionId === undefined ? [{ key, uploadId: upload.uploadId }] : [],
  );
  await Promise.all(open.map((upload) => ports.objects.abortMultipart(upload)));
}
