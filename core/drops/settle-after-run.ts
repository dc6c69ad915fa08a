import { isAppError } from "../app-error.ts";
import type { Job, JobSet } from "../jobs/job.ts";
import { jobFacts } from "../jobs/observe-job.ts";
import type { DropPorts } from "./drop-job.ts";
import { listStoredSets } from "./set-documents.ts";
import { settleSet } from "./settle-set.ts";

const setsOfDay = 10;

/**
 * A delivery of a set has ended: the one that waits for it runs at once. A queue or a table that cannot be reached is no reason to
 * run this one again: the sweep, too, sees to what waits.
 */
export async function settleAfterRun(ports: DropPorts, job: Job, { date, rule }: JobSet): Promise<void> {
  try {
    const { sets } = await listStoredSets(ports, job.workspace, { from: `${date}~${rule}~`, to: `${date}~${rule}`, limit: setsOfDay });
    for (const stored of sets) {
      if (stored.set.runs.some((run) => run.job === job.id)) await settleSet(ports, job.workspace, stored);
    }
  } catch (error) {
    if (!isAppError(error) || !error.retryable) throw error;
    ports.observer.tell({ level: "warn", message: "Set left to the sweep", facts: { ...jobFacts(job), code: error.code }, error });
  }
}
