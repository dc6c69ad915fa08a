import { versionsKeptBySet } from "../drops/versions-kept-by-set.ts";
import { removeJobRows } from "../lake/remove-publication.ts";
import type { Ports } from "../ports/ports.ts";
import { type ChangePorts, changeJob, type JobRef, notFound } from "./change-job.ts";
import { leaseLapsed } from "./events-of-runs.ts";
import type { Job } from "./job.ts";
import { resultPrefix, uploadPrefix } from "./object-keys.ts";

const removalMs = 60_000;

/**
 * Deletes a job and every version of its objects; a tombstone stays for 24 h. A run under way loses its claim at once, but
 * may still write until it notices: the sweep then deletes once more.
 */
export async function deleteJob(ports: ChangePorts & Pick<Ports, "objects" | "documents">, ref: JobRef): Promise<void> {
  const before = await ports.jobs.get(ref.workspace, ref.id);
  if (!before || before.purgedAt !== undefined) throw notFound();
  const { job } = await changeJob(ports, ref, { type: "delete" });
  await purgeObjects(ports, job);
  const mayStillWrite = job.leaseUntil !== undefined && !leaseLapsed(job, { now: ports.now(), settings: ports.settings });
  if (!mayStillWrite) await changeJob(ports, ref, { type: "purged" });
}

/**
 * A drop lies outside the job's own prefix, where other versions of the same key belong to other jobs, and a set's files to
 * each of its deliveries.
 */
export async function purgeObjects(ports: Pick<Ports, "objects" | "documents" | "jobs" | "now">, job: Job): Promise<void> {
  const { workspace, id, files } = job;
  if (job.operation === "publish") await removeJobRows(ports, { workspace, job: id }, AbortSignal.timeout(removalMs));
  await ports.objects.deletePrefix("uploads", uploadPrefix(workspace, id));
  await ports.objects.deletePrefix("results", resultPrefix(workspace, id));
  const kept = await versionsKeptBySet(ports, job);
  for (const { upload, key, versionId } of files) {
    if (upload.kind === "drop" && versionId !== undefined && !kept.has(versionId))
      await ports.objects.deleteVersion("uploads", key, versionId);
  }
}
