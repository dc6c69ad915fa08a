import type { JobStatus } from "#core/jobs/job-status";
import type { JobSummary, JobView } from "#core/jobs/job-view";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, plural } from "#core/words/format-number";
import { failedStatus } from "../exit-status.ts";
import { issueLines } from "../run/summary.ts";
import type { Paint } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";

const statusWords: Readonly<Record<JobStatus, { word: string; colour: Parameters<Paint>[0] }>> = {
  "awaiting-upload": { word: "waiting for file", colour: "dim" },
  queued: { word: "queued", colour: "dim" },
  running: { word: "running", colour: "blue" },
  succeeded: { word: "done", colour: "green" },
  failed: { word: "failed", colour: "red" },
  cancelled: { word: "cancelled", colour: "dim" },
  expired: { word: "expired", colour: "red" },
};

/** An ended job as an exit status: like the same work done here. */
export function jobStatusOf(job: Pick<JobSummary, "status" | "counts">): number {
  if (job.status !== "succeeded") return failedStatus;
  return (job.counts?.rejected ?? 0) > 0 ? 1 : 0;
}

export function jobName({ files, id }: Pick<JobSummary, "files" | "id">): string {
  const first = printable(files[0]?.name ?? id);
  return files.length > 1 ? `${first} and ${formatCount(files.length - 1)} more` : first;
}

export function statusWord(status: JobStatus): string {
  return statusWords[status].word;
}

/** `1,200 in = 1,188 out + 12 set aside + 0 filtered`; empty before it is known. */
export function countWords({ counts }: Pick<JobSummary, "counts">): string {
  if (!counts) return "";
  return `${formatCount(counts.in)} in = ${formatCount(counts.out)} out + ${formatCount(counts.rejected)} set aside + ${formatCount(counts.filtered)} filtered`;
}

export function ageWords(time: string, now = Date.now()): string {
  const age = now - Date.parse(time);
  return age < 10_000 ? "now" : `${formatDuration(age).split(" ").slice(0, 2).join(" ")} ago`;
}

/** One job for people. */
export function jobLines(job: JobView, paint: Paint): string[] {
  const { word, colour } = statusWords[job.status];
  const facts: [string, string][] = [
    ["job", job.id],
    ["operation", `${job.operation} ${printable(JSON.stringify(job.params))}`],
    ["created", `${job.createdAt} (${ageWords(job.createdAt)})`],
    ["rows", countWords(job)],
    ["error", job.error ? printable(job.error.message) : ""],
  ];
  return [
    `${paint("bold", jobName(job))}: ${paint(colour, word)}`,
    ...facts.filter(([, value]) => value !== "").map(([name, value]) => `  ${paint("dim", name.padEnd(9))} ${value}`),
    ...issueLines(job.issues, paint),
    ...job.results.map(
      ({ name, bytes, rows }) => `  ${paint("dim", "result".padEnd(9))} ${printable(name)}  ${formatBytes(bytes)}, ${plural(rows, "row")}`,
    ),
  ];
}
