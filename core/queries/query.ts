import * as z from "zod/mini";
import { errorCodes } from "../app-error.ts";
import { jobResultSchema } from "../jobs/job.ts";
import { queryEngines } from "../ports/query-engine.ts";
import { queryFormats } from "./query-formats.ts";

export const queryStatuses = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type QueryStatus = (typeof queryStatuses)[number];

export const queryCostSchema = z.object({
  /** By SQL's names. */
  tables: z.array(z.string()),
  files: z.int(),
  /** The most that has to be read. */
  bytes: z.int(),
  /** Hours of data that are read, and that there are. */
  partitions: z.object({ read: z.int(), of: z.int() }),
  /** Where it would run when nobody chooses. */
  engine: z.enum(queryEngines),
  /** Why Athena cannot run it; null where it can. */
  beyondAthena: z.nullable(z.string()),
});
export type QueryCost = z.infer<typeof queryCostSchema>;

const storedFileSchema = z.object({ size: z.int(), etag: z.string(), versionId: z.string() });
export type StoredFile = z.infer<typeof storedFileSchema>;

/** Where an answer lies: under the number of the run that left it, so that a run which lost its query cannot spoil another's. */
const storedAnswerSchema = z.object({
  run: z.int(),
  parquet: storedFileSchema,
  /** One JSON array a line. */
  rows: storedFileSchema,
  /** Where every so many rows begin: see `answer-files.ts`. */
  marks: storedFileSchema,
});
export type StoredAnswer = z.infer<typeof storedAnswerSchema>;

const queryErrorSchema = z.object({ code: z.enum(errorCodes), message: z.string() });
export type QueryError = z.infer<typeof queryErrorSchema>;

/** A format that the answer could not be made into. */
export const unmadeSchema = z.object({ to: z.enum(queryFormats), ...queryErrorSchema.shape });
export type Unmade = z.infer<typeof unmadeSchema>;

/** A query as it is stored: document kind `query`, id time-ordered as a job's. Changed only on the condition of its version. */
export const storedQuerySchema = z.object({
  sql: z.string(),
  /** What was asked for; `engine` says where it runs. */
  wants: z.enum(["auto", ...queryEngines]),
  engine: z.nullable(z.enum(queryEngines)),
  /** Only the cost is wanted. Not a part of the history. */
  dryRun: z.boolean(),
  status: z.enum(queryStatuses),
  createdAt: z.iso.datetime(),
  startedAt: z.optional(z.iso.datetime()),
  finishedAt: z.optional(z.iso.datetime()),
  /** While it runs: when another invocation may take it over; `run` grows with each claim. */
  leaseUntil: z.optional(z.iso.datetime()),
  run: z.int(),
  cancelRequested: z.optional(z.boolean()),
  cost: z.optional(queryCostSchema),
  bytesRead: z.int(),
  columns: z.optional(z.array(z.object({ name: z.string(), type: z.string() }))),
  rowCount: z.optional(z.int()),
  answer: z.optional(storedAnswerSchema),
  error: z.optional(queryErrorSchema),
  /** Files made of the answer: `output.csv`. */
  results: z.array(jobResultSchema),
  /** Formats that are being made. */
  making: z.array(z.enum(queryFormats)),
  unmade: z.optional(z.array(unmadeSchema)),
  /** Until when that is tried. */
  makingUntil: z.optional(z.iso.datetime()),
});
export type StoredQuery = z.infer<typeof storedQuerySchema>;

/** What the queue Queries carries: run it, or make a file of its answer. */
export const queryMessageSchema = z.object({ workspace: z.string(), query: z.string(), to: z.optional(z.enum(queryFormats)) });
export type QueryMessage = z.infer<typeof queryMessageSchema>;
