import { isAppError } from "../app-error.ts";
import { toPending } from "../jobs/change.ts";
import { changeJob } from "../jobs/change-job.ts";
import { isTerminal } from "../jobs/job-status.ts";
import { sendPending } from "../jobs/send-pending.ts";
import { type DropPorts, storeJob, toSupersededJob } from "./drop-job.ts";
import { type DropSet, latestRun, type SetRun } from "./drop-set.ts";
import { type StoredSet, writeSet } from "./set-documents.ts";
import { operationOf, toBase, toSetJob } from "./set-job.ts";

/**
 * Makes the job of a set's last run, once no earlier run of it can change anything any more: two deliveries of a day are
 * never run at the same time, nor in the wrong order. What cannot be done yet is left to the sweep.
 */
export async function settleSet(ports: DropPorts, workspace: string, stored: StoredSet): Promise<void> {
  const run = latestRun(stored.set);
  if (!run || run.made) return;
  const earlier = stored.set.runs.slice(0, -1);
  const ended = await Promise.all(earlier.map((other) => endRun(ports, workspace, stored.set, other)));
  const runs = [...earlier.map((other, n) => ({ ...other, ended: ended[n] ?? false })), run];
  if (ended.includes(false)) return;
  await storeJob(ports, await toSetJob(ports, workspace, stored.set, run));
  const set = { ...stored.set, runs: [...runs.slice(0, -1), { ...run, made: true }] };
  // Somebody else may have changed it: then they see to its jobs.
  await writeSet(ports, workspace, { set, documentVersion: stored.documentVersion });
}

/** Ends the run of an earlier delivery: whether it has ended. */
async function endRun(ports: DropPorts, workspace: string, set: DropSet, run: SetRun): Promise<boolean> {
  if (run.ended) return true;
  const ref = { workspace, id: run.job };
  // Whoever began the run may still be about to make its job; this one, stored first, keeps it from running.
  if (!run.made) {
    const made = toSupersededJob(ports, { ...toBase(workspace, set, run), files: [], operation: operationOf(set) });
    const job = { ...made, pending: toPending(made, false) };
    if (await ports.jobs.insert(job)) {
      await sendPending(ports, job);
      return true;
    }
  }
  try {
    const { job } = await changeJob(ports, ref, { type: "cancel" });
    return isTerminal(job.status) || job.deletedAt !== undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    // A job that was deleted long ago, or one that has ended otherwise.
    if (error.code === "not-found") return true;
    if (error.code !== "wrong-state") throw error;
    const job = await ports.jobs.get(workspace, run.job);
    return !job || isTerminal(job.status) || job.deletedAt !== undefined;
  }
}
