import { AppError } from "../app-error.ts";
import { createJob, type NewJob } from "../jobs/create-job.ts";
import type { Job } from "../jobs/job.ts";
import { isTerminal } from "../jobs/job-status.ts";
import { retryJob } from "../jobs/retry-job.ts";
import type { Ports } from "../ports/ports.ts";
import { toImport } from "./dataset.ts";

type UndoPorts = Parameters<typeof createJob>[0] & Parameters<typeof retryJob>[0] & Pick<Ports, "documents">;

/**
 * Makes the job that undoes a load, or answers the one that was made before; one that failed is tried again.
 * @throws AppError not-found, wrong-state, and what making a job throws
 */
export async function undoJob(
  ports: UndoPorts,
  { id, ...who }: Pick<NewJob, "workspace" | "guest" | "origin"> & { id: string },
): Promise<Job> {
  const { workspace } = who;
  const job = await ports.jobs.get(workspace, id);
  if (!job || job.deletedAt !== undefined) throw new AppError("not-found", "There is no such job.");
  if (job.operation !== "load") throw new AppError("wrong-state", "Only a load can be undone.");
  if (!isTerminal(job.status)) throw new AppError("wrong-state", "This load is still under way. Undo it when it has ended.");
  const stored = await ports.documents.get({ workspace, kind: "import", id });
  if (!stored) throw new AppError("wrong-state", "This load changed no records, so there is nothing to undo.");
  const { plannedAt } = toImport(stored);
  const request = { operation: "undo-load", params: { job: id }, files: [] };
  // No client can send a key with a space. A load that was retried after its undoing can be undone once more.
  const { job: undo } = await createJob(ports, { ...who, request, idempotencyKey: `undo ${id} ${plannedAt}` });
  return undo.status === "failed" || undo.status === "cancelled" ? await retryJob(ports, { workspace, id: undo.id }) : undo;
}
