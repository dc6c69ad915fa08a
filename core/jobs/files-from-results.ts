import type { CreateJobRequest } from "../api/requests.ts";
import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { notFound } from "./change-job.ts";
import type { Job, JobFile } from "./job.ts";
import { resultKey } from "./object-keys.ts";

/**
 * Results of a job as the files of another one: the very versions that are there now. They belong to the first job, and go with it.
 * @throws AppError not-found, wrong-state
 */
export async function filesFromResults(
  { jobs, objects, now }: Pick<Ports, "jobs" | "objects" | "now">,
  workspace: string,
  from: NonNullable<CreateJobRequest["from"]>,
): Promise<JobFile[]> {
  const job = await jobs.get(workspace, from.job);
  if (!job || job.deletedAt !== undefined) throw notFound();
  if (job.status !== "succeeded") throw new AppError("wrong-state", "Only a job that succeeded has results to go on with.");
  const arrivedAt = now().toISOString();
  return await Promise.all(from.results.map(async (name, n) => ({ ...(await pinResult(objects, job, name)), n, arrivedAt })));
}

async function pinResult(objects: Pick<Ports["objects"], "head">, job: Job, name: string): Promise<Omit<JobFile, "n">> {
  const result = job.results.find((one) => one.name === name);
  if (!result) throw new AppError("not-found", `The job has no result called “${name}”.`);
  const key = resultKey({ workspace: job.workspace, job: job.id, attempt: job.attempt, name });
  const head = await objects.head("results", key);
  if (!head) throw new AppError("not-found", `The result “${name}” is not stored any more. Run the job again.`);
  const { versionId, etag, size } = head;
  return { name, size, type: result.contentType, key, upload: { kind: "result", job: job.id }, versionId, etag };
}
