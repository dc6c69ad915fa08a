import { ownFailures } from "../app-error.ts";
import type { Job } from "../jobs/job.ts";
import { type Explanation, nameOf, quote, settled, toRef } from "./explanation.ts";

/** Of a message by which a job was to be run; `null`: it was deleted. */
export function explainRun(job: Job | null): Explanation {
  if (!job) return { purpose: "Run a job", job: null, ...settled("The job was deleted.") };
  return { purpose: `Run ${quote(nameOf(job))}`, job: toRef(job), ...explain(job) };
}

/** Whether sending the message again has to begin with queueing the job again: it failed, and not because of its file. */
export function wantsRetry({ status, error }: Pick<Job, "status" | "error">): boolean {
  return status === "failed" && error !== undefined && ownFailures.includes(error.code);
}

function explain(job: Job): Pick<Explanation, "cause" | "advice" | "suggests" | "loss"> {
  if (wantsRetry(job)) {
    return {
      cause: job.error?.message ?? "",
      advice: "Send it again once the cause is gone: the job is run again from its stored files.",
      suggests: "redrive",
      loss: "The job stays failed. Its files and its page stay too, and it can be retried there.",
    };
  }
  switch (job.status) {
    case "failed":
      return settled(`The job has since failed because of its file: ${job.error?.message ?? ""}`);
    case "succeeded":
      return settled("The job has succeeded since, by another message.");
    case "cancelled":
      return settled("The job was cancelled.");
    case "expired":
      return settled("The job has expired: its file never arrived.");
    case "awaiting-upload":
    case "queued":
    case "running":
      return {
        cause: lastNote(job) ?? "The job could not be run. It is on its way again, by another message.",
        advice: "Wait for the job. When it ends, this message is of no use; to send it again does no harm.",
        suggests: "discard",
        loss: "Nothing: the job goes on without this message.",
      };
  }
}

function lastNote({ timeline }: Job): string | undefined {
  return timeline.findLast(({ kind }) => kind === "noted")?.message;
}
