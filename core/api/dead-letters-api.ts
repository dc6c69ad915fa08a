import * as z from "zod";
import { jobStatuses } from "../jobs/job-status.ts";
import { handledQueues } from "../ports/dead-letters.ts";
import type { Endpoint } from "./endpoints.ts";

const count = z.int().nonnegative();
const queue = z.enum(handledQueues);

/** A dead letter as its workspace sees it, in sentences. */
export const deadLetterSchema = z.object({
  queue,
  id: z.string(),
  sentAt: z.iso.datetime(),
  /** What the message was to bring about. */
  purpose: z.string(),
  /** Why it came to nothing, as far as it is known. */
  cause: z.string(),
  advice: z.string(),
  suggests: z.enum(["redrive", "discard"]),
  /** What is lost when it is thrown away. */
  loss: z.string(),
  /** The job that it is about, as it is now. */
  job: z.nullable(z.object({ id: z.string(), name: z.string(), status: z.enum(jobStatuses) })),
  /** As it was sent, perhaps cut short. */
  payload: z.string(),
  isCut: z.boolean(),
});
export type DeadLetterView = z.infer<typeof deadLetterSchema>;

const letterPath = z.object({ queue, id: z.string().regex(/^[\w-]{1,100}$/) });

export const deadLetterEndpoints = {
  listDeadLetters: {
    method: "GET",
    path: "/api/dead-letters",
    summary: "The workspace's messages that were given up, with what they were for, why they failed and what to do",
    session: "required",
    query: z.object({ queue: queue.optional() }),
    status: 200,
    /** `others`: of other workspaces or of nobody. `isAll`: false when there are more than were looked through. */
    answer: z.object({ letters: z.array(deadLetterSchema), others: count, isAll: z.boolean() }),
  },
  discardDeadLetter: {
    method: "DELETE",
    path: "/api/dead-letters/{queue}/{id}",
    summary: "Throw a dead letter away for good",
    session: "required",
    params: letterPath,
    status: 204,
  },
  redriveDeadLetter: {
    method: "POST",
    path: "/api/dead-letters/{queue}/{id}/redrive",
    summary: "Send a dead letter again; a job that failed for it is queued again",
    session: "required",
    params: letterPath,
    status: 204,
  },
  redriveDeadLetters: {
    method: "POST",
    path: "/api/dead-letters/redrive",
    summary: "Send all dead letters of the workspace again, of one queue or of all",
    session: "required",
    body: z.object({ queue: queue.optional() }),
    status: 200,
    /** Those that cannot be sent again stay; `isAll`: false when not all were met, so call again. */
    answer: z.object({ redriven: count, refused: z.array(z.object({ id: z.string(), message: z.string() })), isAll: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;
