import * as z from "zod/mini";
import { jobSummarySchema, jobTombstoneSchema } from "../jobs/job-view.ts";

/** A change of a job, or of how far its run has come. */
const newsSchema = z.discriminatedUnion("type", [
  z.object({ v: z.literal(1), type: z.literal("job"), job: z.union([jobSummarySchema, jobTombstoneSchema]) }),
  z.object({
    v: z.literal(1),
    type: z.literal("progress"),
    id: z.string(),
    attempt: z.int(),
    rows: z.int(),
    /** Source bytes read so far. */
    bytes: z.int(),
  }),
]);

/** A line on the Notices queue: for every tab of one workspace. */
export const noticeSchema = z.object({ workspace: z.string(), message: newsSchema });
export type Notice = z.infer<typeof noticeSchema>;

/** What the server says over the socket. Clients ignore types they do not know. */
export type ServerMessage = Notice["message"] | { v: 1; type: "pong" };

/** What a client says. `hello` re-asserts the connection's row after the socket opened. */
export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({ v: z.literal(1), type: z.literal("hello") }),
  z.object({ v: z.literal(1), type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
