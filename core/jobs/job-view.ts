import * as z from "zod";
import { issueSummarySchema } from "../csv/issue-schema.ts";
import { badRowPolicies, countsSchema, type Job, jobErrorSchema, jobResultSchema, timelineEntrySchema } from "./job.ts";
import { jobStatuses } from "./job-status.ts";

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
  /** Whose it is: files dropped under `drops/{workspace}/` become jobs beside it. */
  workspace: z.string(),
  timeline: z.array(timelineEntrySchema),
  issues: z.array(issueSummarySchema),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** What is left of a deleted job for 24 h; only in answers to `since`. */
export const jobTombstoneSchema = z.object({ id: z.string(), version: z.int(), deleted: z.literal(true), deletedAt: z.iso.datetime() });
export type JobTombstone = z.infer<typeof jobTombstoneSchema>;

function toJobSummary(job: Job): JobSummary {
  return {
    id: job.id,
    version: job.version,
    status: job.status,
    operation: job.operation,
    params: job.params,
    onBadRow: job.onBadRow,
    source: job.source,
    files: job.files.map(({ n, name, size, type, versionId }) => ({ n, name, size, type, arrived: versionId !== undefined })),
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    attempt: job.attempt,
    analysis: "none",
    cancelRequested: job.cancelRequested ?? false,
    counts: job.counts ?? null,
    error: job.error ?? null,
    results: job.results,
  };
}

export function toJobView(job: Job): JobView {
  return { ...toJobSummary(job), workspace: job.workspace, timeline: job.timeline, issues: job.issues };
}

/** A job as a list of changes or a notice shows it: its summary, or that it is gone. */
export function toJobLine(job: Job): JobSummary | JobTombstone {
  if (job.deletedAt === undefined) return toJobSummary(job);
  return { id: job.id, version: job.version, deleted: true, deletedAt: job.deletedAt };
}
