import type { JobStatus } from "#core/jobs/job-status";

import type { JobSummary } from "#core/jobs/job-view";
import { formatDuration } from "#core/words/format-duration";
import { formatCount, formatShortCount, plural } from "#core/words/format-number";

export type Tone = "waiting" | "running" | "done" | "aside" | "failed";

interface StatusWords {
  word: string;
  tone: Tone;
}

export const statusWords: Record<JobStatus, StatusWords> = {
  "awaiting-upload": { word: "Waiting for file", tone: "waiting" },
  queued: { word: "Queued", tone: "waiting" },
  running: { word: "Running", tone: "running" },
  succeeded: { word: "Done", tone: "done" },
  failed: { word: "Failed", tone: "failed" },
  cancelled: { word: "Cancelled", tone: "waiting" },
  expired: { word: "Expired", tone: "failed" },
};

interface Nameable {
  id: string;
  files: readonly { name: string }[];
}

/** What people call this job: its file, or the first of them. */
export function jobName(job: Nameable): string {
  const first = job.files[0]?.name ?? job.id;
  return job.files.length > 1 ? `${first} and ${formatCount(job.files.length - 1)} more` : first;
}

export function jobBytes(job: Pick<JobSummary, "files">): number {
  return job.files.reduce((sum, file) => sum + file.size, 0);
}

const knownEndings = new Set(["csv", "tsv", "txt", "json", "ndjson", "jsonl", "tab", "parquet", "xlsx"]);

interface Doing {
  operation: string;
  params: Readonly<Record<string, unknown>>;
  files: readonly { name: string }[];
}

/** What is done to it, as a person would note it: "CSV → NDJSON", "load customers". */
export function operationWords({ operation, params, files }: Doing): string {
  const text = (name: string, otherwise: string) => (typeof params[name] === "string" ? params[name] : otherwise);
  switch (operation) {
    case "convert":
      return typeof params.to === "string" ? `${formatOf(files)} → ${formatName(params.to)}` : "convert";
    case "load":
      return `${params.dryRun === true ? "dry run: " : ""}load ${text("into", "records")}`;
    case "undo-load":
      return "undo a load";
    case "keyword-revenue":
      return "revenue by keyword";
    case "query":
      return typeof params.to === "string" ? `query → ${formatName(params.to)}` : "query";
    case "publish":
      return `publish ${text("dataset", "")}`.trim();
    default:
      return operation.replaceAll("-", " ");
  }
}

/** Short names are initials; Parquet is a word. */
function formatName(format: string): string {
  return format === "parquet" ? "Parquet" : format.toUpperCase();
}

/** The format of the first file, by its name. */
function formatOf(files: readonly { name: string }[]): string {
  const ending = files[0]?.name.split(".").at(-1)?.toLowerCase() ?? "";
  return knownEndings.has(ending) ? formatName(ending) : "File";
}

/** A success that wants a look: rows were set aside, or kept although something is wrong with them. */
export function wantsLook({ status, counts, findings }: Pick<JobSummary, "status" | "counts" | "findings">): boolean {
  return status === "succeeded" && ((counts?.rejected ?? 0) > 0 || findings.error > 0);
}

/** When there was news of a job that ended: what is made to be looked at afterwards is none. */
export function newsTime({ endedAt, updatedAt }: Pick<JobSummary, "endedAt" | "updatedAt">): string {
  return endedAt ?? updatedAt;
}

/** "orders.csv is ready: 1.2 M rows in 3.4 s". */
export function successLine(job: JobSummary): string {
  const rows = job.counts?.out;
  const took = Date.parse(newsTime(job)) - Date.parse(job.createdAt);
  const rowWords = rows === undefined ? "" : `: ${formatShortCount(rows)} ${rows === 1 ? "row" : "rows"} in ${formatDuration(took)}`;
  return `${jobName(job)} is ready${rowWords}`;
}

export function setAsideLine(job: JobSummary): string {
  return `${jobName(job)}: ${plural(job.counts?.rejected ?? 0, "row")} set aside`;
}

/** Why a job did not end well, in one sentence. */
export function failureLine(job: Pick<JobSummary, "status" | "error">): string {
  if (job.error) return job.error.message;
  if (job.status === "expired") return "The file never arrived. Drop it again.";
  if (job.status === "cancelled") return "Cancelled.";
  return "The job failed without saying why. Retry it.";
}
