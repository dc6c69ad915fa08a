import { tablesToLookAt } from "#core/analysis/table-names";
import type { JobResult } from "#core/jobs/job";
import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import { formatBytes, formatCount, formatPercent, formatShortCount, plural } from "#core/words/format-number";
import type { Progress } from "../realtime/job-state.ts";
import type { Upload } from "../upload/uploads-store.ts";
import { formatTimeLeft } from "../words/format-time.ts";
import { failureLine, jobBytes, type Tone, wantsLook } from "../words/job-words.ts";

const sideResults = new Set(["report.json", "profile.json", "changes.ndjson"]);
const setAside = /^rejects[.]/;

/** What the person came for, among what a job wrote. */
export function mainResult(job: Pick<JobSummary, "results">): JobResult | undefined {
  const tables = tablesToLookAt(job.results);
  return job.results.find(({ name }) => !sideResults.has(name) && !setAside.test(name) && !tables.has(name)) ?? job.results[0];
}

export type JobAction = "download" | "retry" | "cancel" | "delete";

/** What can be done with a job now, the likeliest first. */
export function jobActions(job: Pick<JobSummary, "status" | "results" | "cancelRequested">, upload?: Upload): JobAction[] {
  if (upload?.phase === "failed") return ["retry", "cancel", "delete"];
  if (job.status === "succeeded") return mainResult(job) ? ["download", "delete"] : ["delete"];
  if (isTerminal(job.status)) return ["retry", "delete"];
  return job.cancelRequested ? ["delete"] : ["cancel", "delete"];
}

export interface Happening {
  /** 0 to 1; null while it cannot be known; undefined where there is nothing to wait for. */
  share?: number | null;
  words: string;
  tone: Tone;
}

/** What is going on with a job, in a line. */
export function happening(job: JobSummary, progress: Progress | undefined, upload: Upload | undefined): Happening {
  if (job.status === "awaiting-upload") return upload ? uploadHappening(upload) : waitingForFile(job);
  if (job.cancelRequested && !isTerminal(job.status)) return { share: null, words: "Stopping", tone: "waiting" };
  if (job.status === "queued") return { words: "Waits for its turn", tone: "waiting" };
  if (job.status === "running") return running(job, progress);
  if (job.status === "succeeded") return { words: outcomeWords(job), tone: wantsLook(job) ? "aside" : "done" };
  return { words: failureLine(job), tone: job.status === "cancelled" ? "waiting" : "failed" };
}

function waitingForFile(job: JobSummary): Happening {
  const name = job.files[0]?.name ?? "the file";
  return { words: `Not here yet. Drop ${name} again to go on.`, tone: "waiting" };
}

function running(job: JobSummary, progress: Progress | undefined): Happening {
  if (!progress) return { share: null, words: "Begins", tone: "running" };
  const total = jobBytes(job);
  const rate = progress.rowsPerSecond > 0 ? `${formatShortCount(Math.round(progress.rowsPerSecond))} rows/s` : "";
  const left = progress.bytesPerSecond > 0 ? formatTimeLeft(((total - progress.bytes) / progress.bytesPerSecond) * 1000) : "";
  const words = [`${formatShortCount(progress.rows)} rows`, rate, left].filter((part) => part !== "").join(" · ");
  return { share: total > 0 ? progress.bytes / total : null, words, tone: "running" };
}

/** How far an upload is, in words that are true also when the network is not there. */
export function uploadHappening(upload: Upload): Happening {
  const share = upload.size > 0 ? upload.sent / upload.size : null;
  if (upload.phase === "failed") return { share, words: upload.error ?? "The upload failed.", tone: "failed" };
  if (upload.phase === "offline") return { share, words: `Paused at ${formatPercent(share ?? 0)}: no network`, tone: "waiting" };
  if (upload.phase === "retrying") return { share, words: `${formatPercent(share ?? 0)} · connection lost, trying again`, tone: "waiting" };
  if (upload.phase === "waiting") return { share: 0, words: "Waits for other uploads", tone: "waiting" };
  if (upload.phase === "sent") return { share: 1, words: "Uploaded, being accepted", tone: "running" };
  if (upload.phase === "starting" || upload.sent === 0) return { share: null, words: "Starts the upload", tone: "running" };
  const speed = upload.bytesPerSecond;
  const rest = speed > 0 ? [`${formatBytes(speed)}/s`, formatTimeLeft(((upload.size - upload.sent) / speed) * 1000)] : [];
  return { share, words: [`Uploading ${formatPercent(share ?? 0)}`, ...rest].join(" · "), tone: "running" };
}

function outcomeWords(job: JobSummary): string {
  if (!job.counts) return "Done";
  const { out, rejected, filtered } = job.counts;
  const words = [plural(out, "row")];
  if (rejected === 0 && job.findings.error > 0) words.push(`kept with ${plural(job.findings.error, "error")}`);
  if (rejected > 0) words.push(`${formatCount(rejected)} set aside`);
  if (filtered > 0) words.push(`${formatCount(filtered)} filtered`);
  return words.join(" · ");
}
