import { z } from "zod";
import { issueSummarySchema } from "../csv/issue.ts";
import { badRowPolicies, countsSchema, jobErrorSchema, jobResultSchema, jobStatuses, timelineEntrySchema } from "./job.ts";

/** A job as a list and a notice show it: what a row of the page needs, and small. */
export const jobSummarySchema = z.object({
  id: z.string(),
  version: z.int().positive(),
  status: z.enum(jobStatuses),
  operation: z.string(),
  params: z.record(z.string(), z.unknown()),
  onBadRow: z.enum(badRowPolicies),
  source: z.enum(["web", "drop"]),
  files: z.array(z.object({ n: z.int(), name: z.string(), size: z.int(), type: z.string(), arrived: z.boolean() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  attempt: z.int().nonnegative(),
  analysis: z.enum(["pending", "done", "failed", "none"]),
  cancelRequested: z.boolean(),
  counts: countsSchema.nullable(),
  error: jobErrorSchema.nullable(),
  results: z.array(jobResultSchema),
});
export type JobSummary = z.infer<typeof jobSummarySchema>;

/** A job in full. */
export const jobViewSchema = jobSummarySchema.extend({
  timeline: z.array(timelineEntrySchema),
  issues: z.array(issueSummarySchema),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** What is left of a deleted job for 24 h; only in answers to `since`. */
export const jobTombstoneSchema = z.object({ id: z.string(), version: z.int(), deleted: z.literal(true), deletedAt: z.iso.datetime() });
export type JobTombstone = z.infer<typeof jobTombstoneSchema>;
