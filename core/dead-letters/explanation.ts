import type { DeadLetterView } from "../api/dead-letters-api.ts";
import type { Job } from "../jobs/job.ts";

/** A dead letter in sentences. */
export type Explanation = Pick<DeadLetterView, "purpose" | "cause" | "advice" | "suggests" | "loss" | "job">;

/** Of a message that is of no use any more. */
export function settled(cause: string): Pick<Explanation, "cause" | "advice" | "suggests" | "loss"> {
  return { cause, advice: "Discard it: there is nothing left to do.", suggests: "discard", loss: "Nothing: there is nothing left to do." };
}

/** The job as a letter names it. */
export function toRef(job: Job | null): Explanation["job"] {
  return job && { id: job.id, name: nameOf(job), status: job.status };
}

/** What people call the job: its first file. */
export function nameOf(job: Job): string {
  return job.files[0]?.name ?? job.id;
}

export function quote(name: string): string {
  return `“${name}”`;
}
