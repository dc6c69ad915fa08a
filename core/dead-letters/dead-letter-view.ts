import type { JobStatus } from "../jobs/job-status.ts";
import type { HandledQueue } from "../ports/dead-letters.ts";

/** A dead letter as its workspace sees it, in sentences. */
export interface DeadLetterView {
  queue: HandledQueue;
  id: string;
  sentAt: string;
  /** What the message was to bring about. */
  purpose: string;
  /** Why it came to nothing, as far as it is known. */
  cause: string;
  advice: string;
  suggests: "redrive" | "discard";
  /** What is lost when it is thrown away. */
  loss: string;
  /** The job that it is about, as it is now. */
  job: { id: string; name: string; status: JobStatus } | null;
  /** As it was sent, perhaps cut short. */
  payload: string;
  isCut: boolean;
}

const longestPayload = 20_000;

/** What a message was sent as, cut where it is longer than anybody reads. */
export function toPayload(body: string): Pick<DeadLetterView, "payload" | "isCut"> {
  return { payload: body.slice(0, longestPayload), isCut: body.length > longestPayload };
}
