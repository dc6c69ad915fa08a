import * as z from "zod/mini";
import type { JobSummary, JobTombstone } from "../jobs/job-view.ts";

/** A change of a job, or of how far its run has come. */
type News =
  | { v: 1; type: "job"; job: JobSummary | JobTombstone }
  | { v: 1; type: "progress"; id: string; attempt: number; rows: number /** Source bytes read so far. */; bytes: number };

/** A line on the Notices queue: for every tab of one workspace. */
export interface Notice {
  workspace: string;
  message: News;
}

/** What tells a notice from something else on its queue, where only this product writes. */
export const noticeSchema = z.object({
  workspace: z.string(),
  message: z.discriminatedUnion("type", [
    z.looseObject({ v: z.literal(1), type: z.literal("job"), job: z.looseObject({ id: z.string(), version: z.int() }) }),
    z.looseObject({ v: z.literal(1), type: z.literal("progress"), id: z.string(), attempt: z.int(), rows: z.int(), bytes: z.int() }),
  ]),
});

/** What the server says over the socket. Clients ignore types they do not know. */
export type ServerMessage = Notice["message"] | { v: 1; type: "pong" };

/** What a client says. `hello` re-asserts the connection's row after the socket opened. */
export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({ v: z.literal(1), type: z.literal("hello") }),
  z.object({ v: z.literal(1), type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
