import type { Ports } from "../ports/ports.ts";
import { cancelJob } from "./cancel-job.ts";
import type { ChangePorts } from "./change-job.ts";
import { type FileRef, requireFile, requireWaiting } from "./require-upload.ts";

/** Gives an upload up, and the job with it: a job without all its files is nothing. */
export async function abortUpload(ports: ChangePorts & Pick<Ports, "objects">, ref: FileRef): Promise<void> {
  const { job, file } = await requireFile(ports, ref);
  if (job.status !== "cancelled") requireWaiting(job);
  if (job.status !== "expired") await cancelJob(ports, ref);
  else if (file.upload.kind === "multipart") await ports.objects.abortMultipart({ key: file.key, uploadId: file.upload.uploadId });
}
