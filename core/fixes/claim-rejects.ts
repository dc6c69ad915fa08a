import type { FixesRequest } from "../api/fixes-api.ts";
import { AppError } from "../app-error.ts";
import { type ChangePorts, changeJob } from "../jobs/change-job.ts";
import type { Job, JobFixes } from "../jobs/job.ts";
import { requireOperation } from "../operations/registry.ts";
import { countRanges, doRangesMeet, parseRanges } from "./reject-ranges.ts";
import { whyNotSentAgain } from "./sent-again.ts";

/** A job is stored, or queued again, at once after its rows were claimed: what has not come of it after this will not come any more. */
const makingMs = 5 * 60_000;

/** The job that is about to send them. */
interface Sender {
  workspace: string;
  id: string;
  operation: string;
}

/**
 * Takes rejected rows of a job for another one that sends them again, corrected; asked for again by the same job, it
 * changes nothing. Throws `not-found`, `wrong-state`, `invalid-request`, and `conflict` when another job has sent some of them.
 */
export async function claimRejects(ports: ChangePorts, sender: Sender, fixes: FixesRequest): Promise<JobFixes> {
  const { workspace } = sender;
  const original = await ports.jobs.get(workspace, fixes.job);
  if (!original || original.deletedAt !== undefined)
    throw new AppError("not-found", "There is no such job whose rows could be sent again.");
  const claimed: JobFixes = { ...fixes, rows: requireRejects(original, sender, fixes.rejects) };
  await claim(ports, original, { job: sender.id, claimed, again: false });
  return claimed;
}

/** Before a job that sends rows again is tried once more: another may have sent them since. An original that is gone has nothing to say. */
export async function claimAgain(ports: ChangePorts, { workspace, id, fixes }: Job): Promise<void> {
  if (!fixes) return;
  const original = await ports.jobs.get(workspace, fixes.job);
  if (!original || original.deletedAt !== undefined) return;
  await claim(ports, original, { job: id, claimed: fixes, again: true });
}

async function claim(ports: ChangePorts, { workspace, id }: Job, rerun: { job: string; claimed: JobFixes; again: boolean }): Promise<void> {
  const { job, claimed, again } = rerun;
  await changeJob(ports, { workspace, id }, async (original) => {
    const at = ports.now().toISOString();
    const wanted = { job, rejects: claimed.rejects, rows: claimed.rows, at };
    return { type: "rerun", rerun: wanted, ended: await findEnded(ports, original, claimed.rejects), again };
  });
}

/** How many rows these are. */
function requireRejects(original: Job, sender: Sender, rejects: string): number {
  const operation = requireOperation(original.operation);
  const why = whyNotSentAgain({ operation, params: original.params, recordsSet: original.set !== undefined });
  if (why !== null) throw new AppError("wrong-state", why);
  if (sender.operation !== original.operation) {
    throw new AppError(
      "invalid-request",
      `Rows that were set aside by ${original.operation} can be sent again to ${original.operation} only.`,
    );
  }
  const ranges = parseRanges(rejects) ?? [];
  const rows = original.results.find(({ name }) => name === "rejects.ndjson")?.rows ?? 0;
  const last = ranges.at(-1)?.[1] ?? 0;
  if (original.status === "succeeded" && last >= rows) {
    throw new AppError("invalid-request", `The job set ${rows} rows aside; there is no row ${last} among them, counted from 0.`);
  }
  return countRanges(ranges);
}

/** Those who took some of these rows and came to nothing: they failed, were cancelled or deleted, or were never made. */
async function findEnded(ports: ChangePorts, { workspace, reruns = [] }: Job, rejects: string): Promise<string[]> {
  const wanted = parseRanges(rejects) ?? [];
  const rivals = reruns.filter((other) => doRangesMeet(parseRanges(other.rejects) ?? [], wanted));
  const ended = await Promise.all(
    rivals.map(async ({ job: id, at }) => {
      const job = await ports.jobs.get(workspace, id);
      const isLate = ports.now().getTime() - Date.parse(at) > makingMs;
      if (!job) return isLate;
      const cameToNothing = job.deletedAt !== undefined || job.status === "failed" || job.status === "cancelled";
      // One that is being tried again has taken them anew, after it ended.
      return cameToNothing && (job.updatedAt >= at || isLate);
    }),
  );
  return rivals.flatMap(({ job }, index) => (ended[index] ? [job] : []));
}
