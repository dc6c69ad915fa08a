import type { PartsResponse } from "../api/requests.ts";
import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { type ChangePorts, changeJob } from "./change-job.ts";
import { type FileRef, requireMultipart, requireWaiting } from "./require-upload.ts";
import { partCountOf, uploadDeadline } from "./upload-plan.ts";

/** Signs the URLs of some parts, says which parts are there already, and gives an upload that goes on more time. */
export async function signParts(
  ports: ChangePorts & Pick<Ports, "objects">,
  { from, count, ...ref }: FileRef & { from: number; count: number },
): Promise<PartsResponse> {
  const { job, file, uploadId, partSize } = await requireMultipart(ports, ref);
  requireWaiting(job);
  const last = partCountOf(file.size, partSize);
  if (from > last) throw new AppError("invalid-request", `This file has ${last} parts; there is no part ${from}.`);
  const expiresInSeconds = ports.settings.uploadLinkSeconds;
  const now = ports.now();
  const [parts, uploaded] = await Promise.all([
    ports.objects.signParts({ key: file.key, uploadId, from, count: Math.min(count, last - from + 1), expiresInSeconds }),
    ports.objects.listParts({ key: file.key, uploadId }),
  ]);
  const missing = file.size - uploaded.reduce((sum, part) => sum + part.size, 0);
  await changeJob(ports, ref, { type: "upload-continues", uploadBy: uploadDeadline(now, Math.max(0, missing), ports.settings) });
  return { parts, uploaded, expiresAt: new Date(now.getTime() + expiresInSeconds * 1000).toISOString() };
}
