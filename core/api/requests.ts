import * as z from "zod";
import type { Inspection } from "../csv/inspect.ts";
import { issueSummarySchema } from "../csv/issue-schema.ts";
import { checkedTypes } from "../csv/kernel/row-checks.ts";
import { badRowPolicies } from "../jobs/job.ts";
import { isJobId } from "../jobs/job-id.ts";
import { jobStatuses } from "../jobs/job-status.ts";
import { jobSummarySchema, jobTombstoneSchema, jobViewSchema } from "../jobs/job-view.ts";
import { fixesRequestSchema } from "./fixes-api.ts";

const maxFilesPerJob = 50;
const maxFileNameLength = 1024;

export const createJobRequestSchema = z.strictObject({
  /** May be left out where a recipe says it. */
  operation: z.string().min(1).max(64).optional(),
  /** A recipe of the workspace, `name` or `name@version`; parameters that are given replace its own. */
  recipe: z.string().min(1).max(128).optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(maxFileNameLength),
        size: z.int().nonnegative(),
        type: z.string().max(255).default(""),
      }),
    )
    .max(maxFilesPerJob)
    .default([]),
  /** Instead of files: results of a job that succeeded. Nothing is uploaded then. */
  from: z
    .strictObject({
      job: z.string().refine(isJobId, "This is no job's id."),
      results: z.array(z.string().min(1).max(maxFileNameLength)).min(1).max(maxFilesPerJob),
    })
    .optional(),
  onBadRow: z.enum(badRowPolicies).optional(),
  /** The file holds rejected rows of another job, corrected. */
  fixes: fixesRequestSchema.optional(),
});
export type CreateJobRequest = z.infer<typeof createJobRequestSchema>;

export const uploadTicketSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("post"), url: z.url(), fields: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal("multipart"), partSize: z.int().positive() }),
]);
/** How to upload one file: a form to POST (fields first, then `file`), or parts of `partSize` bytes. */
export type UploadTicket = z.infer<typeof uploadTicketSchema>;

export const createJobResponseSchema = z.object({ job: jobViewSchema, uploads: z.array(uploadTicketSchema) });
export type CreateJobResponse = z.infer<typeof createJobResponseSchema>;

const maxPartsPerCall = 200;
export const partsQuerySchema = z.object({
  from: z.coerce.number().int().min(1).max(10_000).default(1),
  count: z.coerce.number().int().min(1).max(maxPartsPerCall).default(maxPartsPerCall),
});
export const partsResponseSchema = z.object({
  parts: z.array(z.object({ number: z.int(), url: z.url() })),
  /** Parts that are there already: an interrupted upload goes on with the others. */
  uploaded: z.array(z.object({ number: z.int(), etag: z.string(), size: z.int() })),
  expiresAt: z.iso.datetime(),
});
export type PartsResponse = z.infer<typeof partsResponseSchema>;

export const completeUploadRequestSchema = z.strictObject({
  parts: z
    .array(z.strictObject({ number: z.int().min(1).max(10_000), etag: z.string().min(1).max(128) }))
    .min(1)
    .max(10_000),
});

/** A time as every time is stored, to the millisecond: they are compared as text, and `…47Z` sorts after `…47.690Z`. */
const timeSchema = z.iso.datetime().transform((time) => new Date(time).toISOString());

export const jobsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2048).optional(),
  status: z.enum(jobStatuses).optional(),
  since: timeSchema.optional(),
});
export const jobsResponseSchema = z.object({
  jobs: z.array(z.union([jobSummarySchema, jobTombstoneSchema])),
  cursor: z.string().nullable(),
  /** The server's time of this answer: pass it as `since` to ask for what changed after. */
  now: z.iso.datetime(),
});
export type JobsResponse = z.infer<typeof jobsResponseSchema>;

export const jobResponseSchema = z.object({ job: jobViewSchema });

export const resultLinkSchema = z.object({ url: z.url(), bytes: z.int(), expiresAt: z.iso.datetime() });

export const socketResponseSchema = z.object({ url: z.url(), ticket: z.string(), expiresAt: z.iso.datetime() });
export type SocketResponse = z.infer<typeof socketResponseSchema>;

export const openSessionRequestSchema = z.strictObject({
  /** What stands behind # in a one-time link. */
  token: z.string().min(1).max(256),
});

export const invitationResponseSchema = z.object({
  /** Behind the site's address it is a link that opens this workspace in one more browser, once. */
  path: z.string(),
  expiresAt: z.iso.datetime(),
});
export type InvitationResponse = z.infer<typeof invitationResponseSchema>;

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
});
/** Problem details, RFC 9457. */
export type Problem = z.infer<typeof problemSchema>;

export const maxSampleBytes = 1024 * 1024;
export const inspectQuerySchema = z.object({
  /** The file's name; else the one in Content-Disposition, or in the form. */
  name: z.string().max(maxFileNameLength).optional(),
  /** Whether the sample is the whole file; by default a sample of full size is not. */
  complete: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
});

const dialectSchema = z.object({
  delimiter: z.string(),
  quote: z.string(),
  escape: z.string(),
  comment: z.string(),
  lineEnd: z.enum(["lf", "crlf", "cr"]),
});
const shareSchema = z.number().min(0).max(1);

export const inspectionSchema = z.object({
  format: z.enum(["delimited", "ndjson", "json", "xlsx"]),
  sheet: z.string().optional(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.literal(true).optional() })).optional(),
  compression: z.enum(["gzip", "zstd", "zip"]).nullable(),
  encoding: z.string(),
  encodingConfidence: shareSchema,
  confidence: shareSchema,
  alternatives: z.array(z.object({ dialect: dialectSchema, confidence: shareSchema, columns: z.int().positive() })),
  dialect: dialectSchema,
  decimalComma: z.boolean(),
  header: z.object({ rows: z.int().nonnegative(), names: z.array(z.string()) }),
  headerLine: z.int().positive().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(["number", "date", "time", "currency", "text", "empty"]),
      empty: z.int().nonnegative(),
      distinct: z.object({ count: z.int().nonnegative(), exact: z.boolean() }),
      samples: z.array(z.string()),
      facts: z.object({
        kind: z.enum(checkedTypes),
        least: z.string().nullable(),
        most: z.string().nullable(),
        values: z.array(z.string()).nullable(),
        isUnique: z.boolean().nullable(),
      }),
    }),
  ),
  preview: z.array(z.array(z.string())),
  records: z.int().nonnegative(),
  issues: z.array(issueSummarySchema),
  complete: z.boolean(),
}) satisfies z.ZodType<Inspection>;

/** With a schema that every row of the sample passes. */
export const inspectResponseSchema = inspectionSchema.extend({ schema: z.record(z.string(), z.unknown()) });

export const resultQuerySchema = z.object({ as: z.literal("json").optional() });

export const healthChecksSchema = z.record(z.string(), z.object({ ok: z.boolean(), milliseconds: z.int().nonnegative() }));
export const healthResponseSchema = z.object({ status: z.literal("ok"), checks: healthChecksSchema });

export const openApiSchema = z.object({
  openapi: z.literal("3.1.0"),
  info: z.unknown(),
  servers: z.unknown(),
  security: z.unknown(),
  paths: z.record(z.string(), z.unknown()),
  components: z.unknown(),
});

const jobIdSchema = z.string().refine(isJobId);
export const jobPathSchema = z.object({ id: jobIdSchema });
export const uploadPathSchema = z.object({
  id: jobIdSchema,
  n: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.int().max(maxFilesPerJob - 1)),
});
export const resultPathSchema = z.object({ id: jobIdSchema, name: z.string().min(1).max(255) });

/** `Idempotency-Key`: printable ASCII, as header values are. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 printable ASCII characters without spaces")
  .optional();
