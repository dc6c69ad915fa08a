import * as z from "zod";
import { errorCodes } from "../app-error.ts";
import { isTimeZone } from "../dashboard/day-in-zone.ts";
import { jobStatuses } from "../jobs/job-status.ts";
import { handledQueues } from "../ports/dead-letters.ts";
import type { Endpoint } from "./endpoints.ts";

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();
const moment = z.number().describe("Milliseconds since 1970");

const daySchema = z.object({
  day: z.iso.date(),
  files: z.object({ done: count, setAside: count, failed: count, open: count }),
  rows: z.object({ out: count, setAside: count, filtered: count }),
  bytes: count,
  durations: z.object({ median: z.nullable(milliseconds), slowest: z.nullable(milliseconds) }),
});

const operationSchema = z.object({
  operation: z.string(),
  jobs: count,
  succeeded: count,
  failed: count,
  rows: count,
  bytes: count,
  medianMs: z.nullable(milliseconds),
});

const notableSchema = z.object({
  id: z.string(),
  name: z.string(),
  files: count,
  operation: z.string(),
  createdAt: moment,
  rows: count,
  rejected: count,
  bytes: count,
  ms: z.nullable(milliseconds),
});

const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  at: moment,
  count,
  jobs: z.array(z.object({ id: z.string(), name: z.string() })),
});

const waitingSchema = z.object({ jobs: count, oldestAt: z.nullable(moment) });

export const dashboardSchema = z.object({
  now: moment,
  days: z.array(daySchema),
  statuses: z.record(z.enum(jobStatuses), count),
  operations: z.array(operationSchema),
  medianMs: z.nullable(milliseconds),
  slowest: z.array(notableSchema),
  worst: z.array(notableSchema),
  failures: z.array(failureSchema),
  waiting: z.object({ work: waitingSchema, analysis: waitingSchema }),
  jobs: count,
  isAll: z.boolean(),
  oldestAt: z.nullable(moment),
});
export type DashboardView = z.infer<typeof dashboardSchema>;

const queueSchema = z.object({
  queue: z.enum(handledQueues),
  waiting: count,
  inFlight: count,
  delayed: count,
  dead: count,
  maxReceives: z.nullable(count),
});
export type QueueView = z.infer<typeof queueSchema>;

export const dashboardEndpoints = {
  getDashboard: {
    method: "GET",
    path: "/api/dashboard",
    summary: "The workspace's jobs in figures: by day, status and operation, the slowest and worst, the last hour's failures",
    session: "required",
    query: z.object({
      days: z.coerce.number().int().min(1).max(90).default(30),
      /** An IANA name such as Europe/Berlin, or an offset such as +02:00. */
      zone: z.string().max(64).refine(isTimeZone, "There is no such time zone.").default("UTC"),
    }),
    status: 200,
    answer: dashboardSchema,
  },
  listQueues: {
    method: "GET",
    path: "/api/queues",
    summary: "How many messages wait, are being handled and were given up, by queue; about, and of the whole stage",
    session: "required",
    status: 200,
    answer: z.object({ queues: z.array(queueSchema) }),
  },
} as const satisfies Record<string, Endpoint>;
