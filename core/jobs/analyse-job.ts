import { isAppError } from "../app-error.ts";
import { changeJob, type JobRef } from "./change-job.ts";
import { runsSpent } from "./events-of-analyses.ts";
import type { Job, JobAnalysis, JobError } from "./job.ts";
import { backOffSeconds, type Delivery, endDelivery, maxWorkReceives, type RunPorts, unlessLost, waitForLease } from "./run-job.ts";

/** A job that succeeded, and which of its attempts. */
export interface AnalysisMessage {
  workspace: string;
  job: string;
  analyse: number;
}

/** A job whose analysis is held by whoever has it. */
export type AnalysedJob = Job & { analysis: JobAnalysis };

/**
 * Makes the tables and the profile that people look at after a success, if they are waited for. Returning acknowledges the message;
 * throwing leaves it to be delivered again, or to be dead-lettered after the last delivery, before which the analysis is failed. The
 * job's status is never touched.
 */
export async function analyseJob(ports: RunPorts, message: AnalysisMessage, delivery: Delivery): Promise<void> {
  const ref = { workspace: message.workspace, id: message.job };
  const job = await claimAnalysis(ports, ref, { attempt: message.analyse, delivery });
  if (!job) return;
  const run = { attempt: job.attempt, run: job.analysis.run };
  try {
    const { performAnalysis } = await import("./perform-analysis.ts");
    const results = await performAnalysis(ports, job, delivery);
    await changeJob(ports, ref, { type: "analysed", ...run, results });
  } catch (error) {
    await settleFailure(ports, job, delivery, error);
  }
}

async function claimAnalysis(
  ports: RunPorts,
  ref: JobRef,
  { attempt, delivery }: { attempt: number; delivery: Delivery },
): Promise<AnalysedJob | undefined> {
  try {
    // Before the claim, as with a run of the job: who dies right after it must not keep its message hidden for long.
    await delivery.extendLease(ports.settings.leaseSeconds);
    const { kind, job } = await changeJob(ports, ref, { type: "claim-analysis", attempt });
    return kind === "changed" && isHeld(job) ? job : await endDelivery(job.analysis?.error, delivery);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "not-found") return undefined;
    if (error.code === "conflict")
      return await waitForLease(ports, ref, { delivery, held: error, leaseOf: (job) => job.analysis?.leaseUntil });
    throw error;
  }
}

function isHeld(job: Job): job is AnalysedJob {
  return job.analysis?.status === "pending";
}

async function settleFailure(ports: RunPorts, job: AnalysedJob, delivery: Delivery, error: unknown): Promise<void> {
  const ref = { workspace: job.workspace, id: job.id };
  const run = { attempt: job.attempt, run: job.analysis.run };
  if (isAppError(error) && !error.retryable) {
    const { code, message } = error;
    await unlessLost(changeJob(ports, ref, { type: "fail-analysis", ...run, error: { code, message } }));
    return;
  }
  const last = delivery.receiveCount >= maxWorkReceives || runsSpent(job.analysis, { now: ports.now(), settings: ports.settings });
  if (last) {
    await unlessLost(changeJob(ports, ref, { type: "fail-analysis", ...run, error: toLastError(error) }));
    await delivery.extendLease(0);
  } else {
    await unlessLost(changeJob(ports, ref, { type: "release-analysis", ...run }));
    await delivery.extendLease(backOffSeconds(delivery, ports.settings));
  }
  throw error;
}

function toLastError(error: unknown): JobError {
  const message = "The job's tables could not be prepared for looking at, although it was tried several times. Its results are complete.";
  return { code: isAppError(error) ? error.code : "internal", message };
}
