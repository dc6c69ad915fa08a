import type { Ports } from "../ports/ports.ts";
import { type JobRef, notFound } from "./change-job.ts";
import type { Job } from "./job.ts";

/** The job; `not-found` when there is none in this workspace, or it was deleted. */
export async function getJob(ports: Pick<Ports, "jobs">, { workspace, id }: JobRef): Promise<Job> {
  const job = await ports.jobs.get(workspace, id);
  if (!job || job.deletedAt !== undefined) throw notFound();
  return job;
}
