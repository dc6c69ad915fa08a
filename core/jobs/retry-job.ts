import { requireNewestOfSet } from "../drops/require-newest-of-set.ts";
import { claimAgain } from "../fixes/claim-rejects.ts";
import type { Ports } from "../ports/ports.ts";
import { type ChangePorts, changeJob, type JobRef } from "./change-job.ts";
import type { Job } from "./job.ts";
import { allStored } from "./stored-files.ts";

/**
 * Queues a failed, cancelled or expired job again; `wrong-state` otherwise, also where a newer delivery of its set has taken
 * its place; `conflict` where others have sent its corrected rows since; `upload-gone` when its files are not stored any more.
 */
export async function retryJob(ports: ChangePorts & Pick<Ports, "objects" | "documents">, ref: JobRef): Promise<Job> {
  const outcome = await changeJob(ports, ref, async (job) => {
    await requireNewestOfSet(ports, job);
    if (job.status === "failed" || job.status === "cancelled") await claimAgain(ports, job);
    return { type: "retry", filesExist: await allStored(ports, job.files) };
  });
  return outcome.job;
}
