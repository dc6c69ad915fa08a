import { isAppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import type { Notice } from "../realtime/messages.ts";
import type { Job, PendingMessage } from "./job.ts";
import { jobFacts } from "./observe-job.ts";
import { toJobLine } from "./to-job-view.ts";

/**
 * Sends the messages a job owes, then forgets them. A queue that cannot be reached is no reason to fail what has been
 * decided and stored: the messages stay owed, and the next event of the job or the sweep sends them.
 */
export async function sendPending(ports: Pick<Ports, "jobs" | "queue" | "observer">, job: Job): Promise<Job> {
  if (job.pending.length === 0) return job;
  try {
    await Promise.all(job.pending.map((message) => ports.queue.send(message.queue, toBody(job, message))));
    await ports.jobs.clearPending(job);
  } catch (error) {
    if (!isAppError(error) || !error.retryable) throw error;
    ports.observer.tell({ level: "warn", message: "Messages stay owed", facts: { ...jobFacts(job), code: error.code }, error });
    return job;
  }
  return { ...job, pending: [] };
}

function toBody(job: Job, message: PendingMessage): unknown {
  if (message.queue !== "notices") return message.body;
  return { workspace: job.workspace, message: { v: 1, type: "job", job: toJobLine(job) } } satisfies Notice;
}
