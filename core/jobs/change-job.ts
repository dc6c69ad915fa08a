import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { applyEvent } from "./apply-event.ts";
import type { Job } from "./job.ts";
import type { Decision, JobEvent } from "./job-event.ts";
import { observeJob } from "./observe-job.ts";
import { createPause } from "./pause.ts";
import { sendPending } from "./send-pending.ts";

export type ChangePorts = Pick<Ports, "jobs" | "queue" | "now" | "settings" | "observer">;

export interface JobRef {
  workspace: string;
  id: string;
}

/** What became of an event: the job as it is now, and what the state machine decided. */
export interface Outcome {
  kind: Decision["kind"];
  job: Job;
  discard: boolean;
}

const maxTries = 30;
const longestPauseMs = 250;

/**
 * Applies an event to the stored job, again and again until nobody else changed the job in between, then sends what the
 * job owes. `toEvent` is asked for each version that was read. Throws `not-found`, and what the state machine refuses.
 */
export async function changeJob(
  ports: ChangePorts,
  ref: JobRef,
  toEvent: JobEvent | ((job: Job) => JobEvent | Promise<JobEvent>),
): Promise<Outcome> {
  for (let tries = 0; tries < maxTries; tries++) {
    const job = await ports.jobs.get(ref.workspace, ref.id);
    if (!job) throw notFound();
    const event = typeof toEvent === "function" ? await toEvent(job) : toEvent;
    const decision = applyEvent(job, event, { now: ports.now(), settings: ports.settings });
    if (decision.kind === "refused") throw decision.error;
    const next = decision.kind === "changed" ? decision.job : job;
    if (decision.kind === "changed" && !(await ports.jobs.replace(next))) {
      // All files of a job may arrive in one moment: those that lost must not meet again, and lose again, at once.
      await createPause().wait(Math.random() * Math.min(2 ** tries, longestPauseMs));
      continue;
    }
    if (decision.kind === "changed") observeJob(ports.observer, job, next);
    return { kind: decision.kind, job: await sendPending(ports, next), discard: decision.discard ?? false };
  }
  throw new AppError("conflict", "The job is being changed by others at the same time. Try again.", { retryable: true });
}

export function notFound(): AppError {
  return new AppError("not-found", "There is no such job.");
}
