import { isAppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { acceptUpload } from "./accept-upload.ts";
import { type ChangePorts, changeJob } from "./change-job.ts";
import { purgeObjects } from "./delete-job.ts";
import { dueAt } from "./due-at.ts";
import type { Job } from "./job.ts";
import { jobFacts } from "./observe-job.ts";

type SweepPorts = ChangePorts & Pick<Ports, "objects" | "documents" | "sweepMark">;

const jobsPerSweep = 500;
const jobsAtOnce = 10;
/** A sweep a minute looks after everything that is due: what has been due for this long was looked after in vain. */
const stuckAfterMs = 5 * 60_000;

/**
 * Looks after every job whose time is up: sends what is still owed, takes up uploads whose event was lost, expires those
 * that never came, hands on what nobody runs, ends what cannot go on, clears away what was deleted. One job's trouble does
 * not stop the others; it is thrown at the end.
 */
export async function sweepJobs(ports: SweepPorts): Promise<{ swept: number }> {
  const startedAt = ports.now();
  const due = await ports.jobs.listDue(startedAt.toISOString(), jobsPerSweep);
  ports.observer.measure({ JobsDue: due.length, JobsStuck: reportStuck(ports, due, startedAt) });
  const failures: unknown[] = [];
  for (let start = 0; start < due.length; start += jobsAtOnce) {
    const results = await Promise.allSettled(due.slice(start, start + jobsAtOnce).map((job) => sweepJob(ports, job)));
    failures.push(...results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])));
  }
  await ports.sweepMark.set(startedAt.toISOString());
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} jobs could not be looked after.`);
  return { swept: due.length };
}

/** How many jobs an earlier sweep should have brought on, each with a line that names it. */
function reportStuck({ observer, settings }: SweepPorts, jobs: readonly Job[], now: Date): number {
  const overdueMs = (job: Job) => now.getTime() - Date.parse(dueAt(job, settings) ?? now.toISOString());
  const stuck = jobs.filter((job) => overdueMs(job) > stuckAfterMs);
  for (const job of stuck) {
    observer.tell({ level: "error", message: "Job stuck", facts: { ...jobFacts(job), overdue_ms: overdueMs(job) } });
  }
  return stuck.length;
}

async function sweepJob(ports: SweepPorts, job: Job): Promise<void> {
  try {
    if (job.status === "awaiting-upload" && job.deletedAt === undefined) await acceptMissedUploads(ports, job);
    const { job: current } = await changeJob(ports, job, { type: "time-passed" });
    if (current.deletedAt !== undefined) await clearAway(ports, current);
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") return;
    // Thrown together with others of this sweep, it would not say whose it was.
    ports.observer.tell({ level: "error", message: "Job not swept", facts: jobFacts(job), error });
    throw error;
  }
}

async function acceptMissedUploads(ports: SweepPorts, job: Job): Promise<void> {
  if (Date.parse(job.uploadBy) > ports.now().getTime()) return;
  for (const file of job.files) {
    if (file.versionId !== undefined) continue;
    const head = await ports.objects.head("uploads", file.key);
    if (!head) continue;
    await acceptUpload(ports, { bucketKey: file.key, versionId: head.versionId, sequencer: "" });
  }
}

async function clearAway(ports: SweepPorts, job: Job): Promise<void> {
  const due = dueAt({ ...job, pending: [] }, ports.settings);
  if (due === undefined || Date.parse(due) > ports.now().getTime()) return;
  if (job.purgedAt !== undefined) return await ports.jobs.remove(job.workspace, job.id);
  await purgeObjects(ports, job);
  await changeJob(ports, job, { type: "purged" });
}
