import type { Job } from "../jobs/job.ts";
import type { Ports } from "../ports/ports.ts";
import { type DropSet, filesOf, isClosed, latestRun } from "./drop-set.ts";
import { findSetOfJob } from "./find-set-of-job.ts";

type KeepPorts = Pick<Ports, "documents" | "jobs" | "now">;

/**
 * Versions of files that outlive a job, since the set that it runs still needs them: as long as a corrected file may come,
 * which is run with the others, and as long as the newest delivery's job is there.
 */
export async function versionsKeptBySet(ports: KeepPorts, job: Job): Promise<ReadonlySet<string>> {
  const set = await findSetOfJob(ports, job);
  if (!set || (await isLetGo(ports, job.workspace, set))) return new Set();
  return new Set(filesOf(set).map(({ versionId }) => versionId));
}

/** Whether nobody needs a set's files any more: its corrections have ended, and its newest job was deleted. */
export async function isLetGo(ports: KeepPorts, workspace: string, set: DropSet): Promise<boolean> {
  const run = latestRun(set);
  if (!run || !isClosed(set, ports.now())) return false;
  const job = await ports.jobs.get(workspace, run.job);
  return run.made && (!job || job.deletedAt !== undefined);
}
