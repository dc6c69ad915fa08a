import { z } from "zod";
import { jobSummarySchema, jobTombstoneSchema } from "../jobs/job-view.ts";

/** What the server says over the socket. Clients ignore types they do not know. */
const serverMessageSchema = z.discriminatedUnion("type", [
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
  z.object({ v: z.literal(1), type: z.literal("pong") }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** What a client says. `hello` re-asserts the connection's row after the socket opened. */
export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({ v: z.literal(1), type: z.literal("hello") }),
  z.object({ v: z.literal(1), type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** A line on the Notices queue: for every tab of one workspace. */
export interface Notice {
  workspace: string;
  message: Extract<ServerMessage, { type: "job" | "progress" }>;
}
