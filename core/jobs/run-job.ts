import { AppError, isAppError, ownFailures } from "../app-error.ts";
import { RunPostponed } from "../operations/run-postponed.ts";
import type { Ports } from "../ports/ports.ts";
import type { Settings } from "../settings.ts";
import { type ChangePorts, changeJob, type JobRef } from "./change-job.ts";
import { attemptsSpent } from "./events-of-runs.ts";
import { fitIssues } from "./fit-issues.ts";
import type { Job, JobError } from "./job.ts";

export type RunPorts = ChangePorts &
  Pick<Ports, "objects" | "packers" | "engine" | "records" | "ledger" | "documents" | "catalogue" | "scratch">;

/** The Work queue gives a message to a function this often, then to the dead-letter queue (infra sets the same number). */
export const maxWorkReceives = 5;
const firstBackOffSeconds = 5;

/** One delivery of a work message. */
export interface Delivery {
  /** 1 for the first. */
  receiveCount: number;
  /** Hides the message for so long, from now. */
  extendLease(seconds: number): Promise<void>;
  /** Aborted, with a retryable error as its reason, when the invocation is about to run out of time. */
  signal: AbortSignal;
  /** When the invocation is killed from outside, at the latest; absent where nobody does that. */
  endsBy?: Date;
}

/**
 * Runs a job, if it waits to be run. Returning acknowledges the message; throwing leaves it to be delivered again, or to be
 * dead-lettered after the last delivery, before which the job is failed so that its owner knows.
 */
export async function runJob(ports: RunPorts, message: { workspace: string; job: string }, delivery: Delivery): Promise<void> {
  const ref = { workspace: message.workspace, id: message.job };
  const job = await claimJob(ports, ref, delivery);
  if (!job) return;
  try {
    // The reader and every operation: of use to nobody before there is a job to run.
    const { performRun } = await import("./perform-run.ts");
    const outcome = await performRun(ports, job, delivery);
    const { counts, issues, results, plan, published } = outcome;
    await changeJob(ports, ref, {
      type: "succeed",
      attempt: job.attempt,
      outcome: { counts, issues: fitIssues(issues), results, ...(plan && { plan }), ...(published && { published }) },
    });
  } catch (error) {
    await settleFailure(ports, job, delivery, error);
  }
  if (job.set) await (await import("../drops/settle-after-run.ts")).settleAfterRun(ports, job, job.set);
}

/** The job when it is this delivery's to run; otherwise nothing is to be done, or it throws to be asked again later. */
async function claimJob(ports: RunPorts, ref: JobRef, delivery: Delivery): Promise<Job | undefined> {
  try {
    // Before the claim: a run that dies right after it must not keep its message hidden for the queue's own, long time.
    await delivery.extendLease(ports.settings.leaseSeconds);
    const { kind, job } = await changeJob(ports, ref, { type: "claim" });
    if (kind === "changed" && job.status === "running") return job;
    return await endDelivery(job.status === "failed" ? job.error : undefined, delivery);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "not-found") return undefined;
    if (error.code === "conflict") return await waitForLease(ports, ref, { delivery, held: error, leaseOf: (job) => job.leaseUntil });
    throw error;
  }
}

/** A redelivered message of what infrastructure made fail belongs in the dead-letter queue, where somebody will look. */
export async function endDelivery(failure: JobError | undefined, delivery: Delivery): Promise<undefined> {
  if (delivery.receiveCount === 1 || !failure || !ownFailures.includes(failure.code)) return undefined;
  await delivery.extendLease(0);
  throw new AppError(failure.code, failure.message, { retryable: true });
}

interface Held {
  delivery: Delivery;
  /** What the claim was refused with. */
  held: AppError;
  /** Until when it is held. */
  leaseOf(job: Job): string | undefined;
}

/** Another run holds the lease. A first delivery is a duplicate; a redelivery may be all that is left should that run die. */
export async function waitForLease(ports: RunPorts, ref: JobRef, { delivery, held, leaseOf }: Held): Promise<undefined> {
  if (delivery.receiveCount === 1) return undefined;
  const job = await ports.jobs.get(ref.workspace, ref.id);
  const leftMs = Date.parse((job && leaseOf(job)) ?? "") - ports.now().getTime();
  await delivery.extendLease(Number.isNaN(leftMs) ? 1 : Math.max(1, Math.ceil(leftMs / 1000)));
  throw held;
}

async function settleFailure(ports: RunPorts, job: Job, delivery: Delivery, error: unknown): Promise<void> {
  const ref = { workspace: job.workspace, id: job.id };
  const { attempt } = job;
  if (error instanceof RunPostponed) {
    // It owes a message of its own: this one has done its duty.
    await unlessLost(changeJob(ports, ref, { type: "postpone", attempt, message: error.message }));
    return;
  }
  if (isAppError(error) && !error.retryable) {
    await unlessLost(changeJob(ports, ref, { type: "fail", attempt, error: toJobError(error) }));
    return;
  }
  const last = delivery.receiveCount >= maxWorkReceives || attemptsSpent(job, { now: ports.now(), settings: ports.settings });
  if (last) {
    await unlessLost(changeJob(ports, ref, { type: "fail", attempt, error: toLastError(error) }));
    await delivery.extendLease(0);
  } else {
    const seconds = backOffSeconds(delivery, ports.settings);
    const message = `Attempt ${attempt} was interrupted. It will be tried again in ${seconds} s.`;
    await unlessLost(changeJob(ports, ref, { type: "release", attempt, message }));
    await delivery.extendLease(seconds);
  }
  throw error;
}

/** How long a message rests before it is tried again. */
export function backOffSeconds({ receiveCount }: Pick<Delivery, "receiveCount">, { leaseSeconds }: Settings): number {
  return Math.min(firstBackOffSeconds * 2 ** (receiveCount - 1), leaseSeconds);
}

function toJobError({ code, message, line }: AppError): JobError {
  return { code, message, ...(line === undefined ? {} : { line }) };
}

function toLastError(error: unknown): JobError {
  if (isAppError(error)) return { code: error.code, message: `${error.message} It was tried several times; retry it later.` };
  return { code: "internal", message: "The service failed each time it ran this job. Your file is safe: retry the job later." };
}

/** The job may have been taken over, deleted, or have ended meanwhile: then its state is not this run's to change. */
export async function unlessLost(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!isAppError(error) || (error.code !== "conflict" && error.code !== "not-found")) throw error;
  }
}
