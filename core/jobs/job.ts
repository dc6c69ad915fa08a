import * as z from "zod/mini";
import { errorCodes } from "../app-error.ts";
import type { IssueSummary } from "../csv/issue.ts";
import type { JobStatus } from "./job-status.ts";

/** What becomes of a bad record: kept and reported, set aside, or the end of the job. */
export const badRowPolicies = ["keep", "reject", "stop"] as const;
export type BadRowPolicy = (typeof badRowPolicies)[number];

export const countsSchema = z.object({
  in: z.int().check(z.nonnegative()),
  out: z.int().check(z.nonnegative()),
  rejected: z.int().check(z.nonnegative()),
  filtered: z.int().check(z.nonnegative()),
});
/** Input records; `in = out + rejected + filtered` for every job that succeeded. */
export type Counts = z.infer<typeof countsSchema>;

export const loadPlanSchema = z.object({
  create: z.int().check(z.nonnegative()),
  update: z.int().check(z.nonnegative()),
  unchanged: z.int().check(z.nonnegative()),
  reject: z.int().check(z.nonnegative()),
});
/** What a load does, or would do, by rows of the file. */
export type LoadPlan = z.infer<typeof loadPlanSchema>;

export const jobPublishedSchema = z.object({
  /** Of the lake; the table that is there, which may be a version of the one that was asked for. */
  table: z.string(),
  rows: z.int().check(z.nonnegative()),
  files: z.int().check(z.nonnegative()),
  bytes: z.int().check(z.nonnegative()),
  /** Hours that rows lie in. */
  partitions: z.int().check(z.nonnegative()),
  /** The least and the greatest time of the rows; null where there are none. */
  from: z.nullable(z.iso.datetime()),
  to: z.nullable(z.iso.datetime()),
});
/** What a job published to the lake. */
export type JobPublished = z.infer<typeof jobPublishedSchema>;

export const jobRecipeSchema = z.object({ name: z.string(), version: z.int().check(z.positive()) });
/** The recipe that a job was made by. */
export type JobRecipe = z.infer<typeof jobRecipeSchema>;

export const jobSetSchema = z.object({
  rule: z.string(),
  /** YYYYMMDD */
  date: z.string(),
  revision: z.int().check(z.positive()),
});
/** The set of dropped files that a job runs. */
export type JobSet = z.infer<typeof jobSetSchema>;

export const jobFixesSchema = z.object({
  /** The job whose rejected rows these are. */
  job: z.string(),
  /** Their places in its `rejects.ndjson`, from 0: `0-8,11`. */
  rejects: z.string(),
  rows: z.int().check(z.positive()),
});
/** A job that sends corrected rows of another one again. */
export type JobFixes = z.infer<typeof jobFixesSchema>;

export const jobRerunSchema = z.object({ ...jobFixesSchema.shape, at: z.iso.datetime() });
/** Rejected rows that were sent again: by which `job`, and since when they are its. */
export type JobRerun = z.infer<typeof jobRerunSchema>;

export const jobResultSchema = z.object({
  name: z.string(),
  bytes: z.int().check(z.nonnegative()),
  rows: z.int().check(z.nonnegative()),
  contentType: z.string(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

const timelineKinds = [
  "signed",
  "uploaded",
  "accepted",
  "queued",
  "running",
  "applying",
  "stored",
  "failed",
  "cancel-requested",
  "cancelled",
  "expired",
  "retried",
  "revived",
  "noted",
  "corrected",
] as const;

export const timelineEntrySchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(timelineKinds),
  /** A sentence for people, where the kind does not say it all. */
  message: z.optional(z.string()),
  attempt: z.optional(z.int()),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const jobErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** Where in the file, when the failure has a place. */
  line: z.optional(z.int().check(z.positive())),
});
export type JobError = z.infer<typeof jobErrorSchema>;

/**
 * How a file's bytes come in: one POST under a signed policy, a multipart upload in signed parts, a drop; or they are there already, as
 * another job's result.
 */
export type FileUpload =
  | { kind: "post" }
  | { kind: "multipart"; uploadId: string; partSize: number }
  | { kind: "drop" }
  | { kind: "result"; job: string };

export interface JobFile {
  /** 0-based position in the request. */
  n: number;
  /** As the sender named it: data, never a path. */
  name: string;
  /** Bytes, as declared when the job was made. */
  size: number;
  type: string;
  key: string;
  upload: FileUpload;
  /** The one object version this job works on, pinned when the file was accepted. */
  versionId?: string;
  etag?: string;
  /** S3's order of events of one key; an event with a smaller one came late and says nothing new. */
  sequencer?: string;
  arrivedAt?: string;
}

/** `work` and `analysis` run jobs, `queries` SQL over the lake, `notices` tells browsers, `alerts` people who are not watching, `messages` is read by other systems. */
const queueNames = ["work", "analysis", "queries", "notices", "alerts", "messages"] as const;
export type QueueName = (typeof queueNames)[number];

/** Who runs a job: the row path alone, or the function that has the SQL engine beside it. */
export const runners = ["rows", "engine"] as const;
export type Runner = (typeof runners)[number];

/** A message owed: stored with the state change that owes it, removed when it was sent. */
export interface PendingMessage {
  id: string;
  queue: QueueName;
  body: unknown;
}

/** Beside the status of a job: whether what people look at is there. `none`: there is nothing to look at. */
export const analysisStatuses = ["pending", "done", "failed", "none"] as const;
export type AnalysisStatus = (typeof analysisStatuses)[number];

/** What becomes of the tables that a success leaves to look at. It never changes the job's status. */
export interface JobAnalysis {
  status: Exclude<AnalysisStatus, "none">;
  /** Since when it is waited for. */
  since: string;
  /** Grows with each claim; results are written under it, and every commit is conditional on it. */
  run: number;
  /** Runs made before somebody asked for it again: what counts against the limit is `run - runBase`. */
  runBase?: number;
  /** While it runs: the time at which another invocation may take it over. */
  leaseUntil?: string;
  /** Those of its tables come as soon as they can be looked at; all of them are there when it is done. */
  results: JobResult[];
  /** Why it failed. */
  error?: JobError;
}

export interface JobOrigin {
  requestId?: string;
  traceId?: string;
}

/** One job as it is stored. Changed only by a write on the condition of its `version`. */
export interface Job {
  workspace: string;
  /** Time-ordered; sorts as text. */
  id: string;
  version: number;
  status: JobStatus;
  operation: string;
  params: Record<string, unknown>;
  onBadRow: BadRowPolicy;
  runner: Runner;
  recipe?: JobRecipe;
  set?: JobSet;
  /** Of which job's rejected rows this one is made. */
  fixes?: JobFixes;
  source: "web" | "drop";
  files: JobFile[];
  /** The call or the upload that the job began with, as logs and traces name it. */
  origin?: JobOrigin;
  createdAt: string;
  updatedAt: string;
  /** The upload must have arrived by then, or the job expires. */
  uploadBy: string;
  /** Grows with each claim; results are written under it, and every commit is conditional on it. */
  attempt: number;
  /** Attempts made before the last retry: what counts against the limit is `attempt - attemptBase`. */
  attemptBase?: number;
  /** While running: the time at which another invocation may take the job over. */
  leaseUntil?: string;
  cancelRequested?: boolean;
  /** Set once a run changes what outlives the job (records, messages): it is carried through, and can no longer be cancelled. */
  applying?: boolean;
  timeline: TimelineEntry[];
  counts?: Counts;
  plan?: LoadPlan;
  published?: JobPublished;
  issues: IssueSummary[];
  error?: JobError;
  results: JobResult[];
  /** Those who sent its rejected rows again, each row by one at most that came to something. */
  reruns?: JobRerun[];
  /** Absent where there is nothing to look at, and before a success. */
  analysis?: JobAnalysis;
  pending: PendingMessage[];
  /** Set on a tombstone, which stays for 24 h so that clients that were away learn of the deletion. */
  deletedAt?: string;
  /** Set on a tombstone when its objects are gone for good. */
  purgedAt?: string;
}
