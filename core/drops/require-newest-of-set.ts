import { AppError } from "../app-error.ts";
import type { Job } from "../jobs/job.ts";
import type { Ports } from "../ports/ports.ts";
import { latestRun } from "./drop-set.ts";
import { findSetOfJob } from "./find-set-of-job.ts";

/** An older delivery must not be run over a newer one. @throws AppError wrong-state */
export async function requireNewestOfSet(ports: Pick<Ports, "documents">, job: Job): Promise<void> {
  const set = await findSetOfJob(ports, job);
  const latest = set && latestRun(set);
  if (!latest || latest.job === job.id) return;
  throw new AppError("wrong-state", "A newer delivery of this set has come, so this one is not run again. Look at the newest one.");
}
