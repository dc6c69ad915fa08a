import * as z from "zod/mini";
import { issueSummarySchema } from "../csv/issue-schema.ts";
import {
  analysisStatuses,
  badRowPolicies,
  countsSchema,
  jobErrorSchema,
  jobFixesSchema,
  jobPublishedSchema,
  jobRecipeSchema,
  jobRerunSchema,
  jobResultSchema,
  jobSetSchema,
  loadPlanSchema,
  timelineEntrySchema,
} from "./job.ts";
import { jobStatuses } from "./job-status.ts";

/** A job as a list and a notice show it: what a row of the page needs, and small. */
export const jobSummarySchema = z.object({
  id: z.string(),
  version: z.int().check(z.positive()),
  status: z.enum(jobStatuses),
  operation: z.string(),
  params: z.record(z.string(), z.unknown()),
  onBadRow: z.enum(badRowPolicies),
  recipe: z.nullable(jobRecipeSchema),
  set: z.nullable(jobSetSchema),
  /** The job whose rejected rows, corrected, this one is made of. */
  fixes: z.nullable(jobFixesSchema),
  source: z.enum(["web", "drop"]),
  files: z.array(z.object({ n: z.int(), name: z.string(), size: z.int(), type: z.string(), arrived: z.boolean() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** When it came to its end; null while it has none. What is made to be looked at afterwards changes the job, not this. */
  endedAt: z.nullable(z.iso.datetime()),
  attempt: z.int().check(z.nonnegative()),
  /** Whether profile.json and the tables that it names are there; some of them may be before it is done. */
  analysis: z.enum(analysisStatuses),
  /** Why it failed. */
  analysisError: z.nullable(jobErrorSchema),
  cancelRequested: z.boolean(),
  counts: z.nullable(countsSchema),
  /** How often something was found, by severity: with bad rows kept, what the counts do not show. */
  findings: z.object({ error: z.int(), warning: z.int(), notice: z.int() }),
  plan: z.nullable(loadPlanSchema),
  /** Only of jobs that published to the lake. */
  published: z.optional(jobPublishedSchema),
  error: z.nullable(jobErrorSchema),
  results: z.array(jobResultSchema),
});
export type JobSummary = z.infer<typeof jobSummarySchema>;

/** A job in full. */
export const jobViewSchema = z.extend(jobSummarySchema, {
  /** Whose it is: files dropped under `drops/{workspace}/` become jobs beside it. */
  workspace: z.string(),
  timeline: z.array(timelineEntrySchema),
  issues: z.array(issueSummarySchema),
  /** Jobs that rows set aside were sent to again, whatever became of them. */
  reruns: z.array(jobRerunSchema),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** What is left of a deleted job for 24 h; only in answers to `since`. */
export const jobTombstoneSchema = z.object({ id: z.string(), version: z.int(), deleted: z.literal(true), deletedAt: z.iso.datetime() });
export type JobTombstone = z.infer<typeof jobTombstoneSchema>;
