import * as z from "zod/mini";
import type { ErrorCode } from "../app-error.ts";
import { countsSchema, type Job, jobErrorSchema, jobRecipeSchema, jobSetSchema, type PendingMessage } from "../jobs/job.ts";
import { isTerminal, jobStatuses } from "../jobs/job-status.ts";

const mostNames = 5;
const longestName = 200;

export const jobAlertSchema = z.object({
  type: z.literal("job"),
  workspace: z.string(),
  job: z.string(),
  version: z.int().check(z.positive()),
  status: z.enum(jobStatuses),
  at: z.iso.datetime(),
  operation: z.string(),
  source: z.enum(["web", "drop"]),
  recipe: z.optional(jobRecipeSchema),
  set: z.optional(jobSetSchema),
  /** The first few of `count`. */
  files: z.object({ count: z.int().check(z.nonnegative()), names: z.array(z.string()) }),
  counts: z.optional(countsSchema),
  error: z.optional(jobErrorSchema),
});
/**
 * A job as it was when it ended: what people who are not watching may be told, and nothing that stood in a row. A snapshot, since the
 * job may be retried or deleted before they are told.
 */
export type JobAlert = z.infer<typeof jobAlertSchema>;

/** The alert that a job owes when it ends. */
export function toAlertMessage(job: Omit<Job, "pending">): PendingMessage {
  return { id: "alert", queue: "alerts", body: toJobAlert(job) };
}

/** What a job that is new owes; only one that is born failed has ended. */
export function alertsAtBirth(job: Omit<Job, "pending">): PendingMessage[] {
  return isTerminal(job.status) ? [toAlertMessage(job)] : [];
}

function toJobAlert(job: Omit<Job, "pending">): JobAlert {
  const { workspace, id, version, status, updatedAt, operation, source, recipe, set, files, counts, error } = job;
  return {
    type: "job",
    workspace,
    job: id,
    version,
    status,
    at: updatedAt,
    operation,
    source,
    ...(recipe && { recipe }),
    ...(set && { set }),
    files: { count: files.length, names: files.slice(0, mostNames).map(({ name }) => name.slice(0, longestName)) },
    ...(counts && { counts }),
    ...(error && { error: quotesNoRow.has(error.code) ? error : withoutMessage(error) }),
  };
}

/**
 * Failures whose sentences name files and sizes only. Another's may hold a cell (a first row that was taken for the header is one, too),
 * which has no business in an e-mail or on another server.
 */
const quotesNoRow: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "set-incomplete",
  "set-date-mismatch",
  "empty-file",
  "binary-file",
  "unsupported-file",
  "unknown-encoding",
  "truncated-archive",
  "archive-too-large",
  "file-too-large",
  "size-mismatch",
  "unknown-operation",
  "no-such-recipe",
  "stalled",
  "unavailable",
]);

function withoutMessage({ code, line }: NonNullable<Job["error"]>): NonNullable<Job["error"]> {
  const place = line === undefined ? "" : ` at line ${line}`;
  return { code, message: `It failed${place} (${code}). The job's page says more.`, ...(line !== undefined && { line }) };
}
