import { type ChangePorts, changeJob, type JobRef } from "./change-job.ts";
import type { Job } from "./job.ts";

/** Makes the tables again that people look at, where that failed. @throws AppError not-found, wrong-state */
export async function retryAnalysis(ports: ChangePorts, ref: JobRef): Promise<Job> {
  return (await changeJob(ports, ref, { type: "retry-analysis" })).job;
}
