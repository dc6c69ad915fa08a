import { z } from "zod";
import { badRowPolicies, jobStatuses } from "../jobs/job.ts";
import { jobSummarySchema, jobTombstoneSchema, jobViewSchema } from "../jobs/job-view.ts";

export const maxFilesPerJob = 50;
export const maxFileNameLength = 1024;

export const createJobRequestSchema = z.strictObject({
  operation: z.string().min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(maxFileNameLength),
        size: z.int().nonnegative(),
        type: z.string().max(255).default(""),
      }),
    )
    .min(1)
    .max(maxFilesPerJob),
  onBadRow: z.enum(badRowPolicies).optional(),
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

export const maxPartsPerCall = 200;
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

export const jobsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2048).optional(),
  status: z.enum(jobStatuses).optional(),
  since: z.iso.datetime().optional(),
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
