import { formatCount, plural } from "#core/words/format-number";
import { jobsStore } from "../realtime/jobs-store.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { createUploadCheck } from "../upload/upload-lock.ts";
import { filesOf, type RememberedUpload, rememberedUploads } from "../upload/upload-memory.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import { jobName } from "../words/job-words.ts";
import { composerStore } from "./composer-store.ts";
import { maxFilesPerDrop } from "./dropped-files.ts";

/** On with an interrupted upload where files belong to one, else into the composer. */
export async function sortInFiles(files: readonly File[]): Promise<void> {
  let fresh = files.slice(0, maxFilesPerDrop);
  for (const upload of await interruptedUploads()) {
    const its = filesOf(upload, fresh);
    if (!its) continue;
    goOn(upload, its);
    fresh = fresh.filter((file) => !its.includes(file));
  }
  composerStore.add(fresh);
  if (files.length > maxFilesPerDrop) sayTooMany(files.length);
}

async function interruptedUploads(): Promise<RememberedUpload[]> {
  const isUnderWay = await createUploadCheck();
  const { jobs } = jobsStore.getState();
  return rememberedUploads().filter(({ jobId }) => jobs.get(jobId)?.status === "awaiting-upload" && !isUnderWay(jobId));
}

function goOn({ idempotencyKey, request, jobId }: RememberedUpload, files: readonly File[]): void {
  uploadsStore.add([{ key: idempotencyKey, files, request }]);
  toastsStore.show({
    id: `resumed-${jobId}`,
    tone: "running",
    line: `${jobName({ id: jobId, files })}: the upload goes on where it stopped`,
  });
}

function sayTooMany(count: number): void {
  const line = `Only the first ${formatCount(maxFilesPerDrop)} of ${plural(count, "file")} were taken. Drop the rest afterwards.`;
  toastsStore.show({ id: "too-many-files", tone: "aside", line });
}
