import { isAppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { type FileRef, requireMultipart, requireWaiting } from "./require-upload.ts";

/** Puts the parts together. Asking again after it was done is fine; `upload-gone` when there is nothing to put together. */
export async function completeUpload(
  ports: Pick<Ports, "jobs" | "objects">,
  { parts, ...ref }: FileRef & { parts: { number: number; etag: string }[] },
): Promise<void> {
  const { job, file, uploadId } = await requireMultipart(ports, ref);
  if (file.versionId !== undefined) return;
  requireWaiting(job);
  const inOrder = parts.toSorted((a, b) => a.number - b.number);
  try {
    await ports.objects.completeMultipart({ key: file.key, uploadId, parts: inOrder });
  } catch (error) {
    const doneBefore = isAppError(error) && error.code === "upload-gone" && (await ports.objects.head("uploads", file.key)) !== null;
    if (!doneBefore) throw error;
  }
}
