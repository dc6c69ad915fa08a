import type { JobSummary, JobView } from "#core/jobs/job-view";
import { formatBytes } from "#core/words/format-number";
import type { JobOptions, JobsOptions } from "../commands/jobs.ts";
import { createPaint } from "../terminal/paint.ts";
import { print } from "../terminal/print.ts";
import { tell } from "../terminal/tell.ts";
import { tableLines } from "../terminal/text-table.ts";
import { openApi } from "./api.ts";
import { eachJob } from "./each-job.ts";
import { ageWords, countWords, jobLines, jobName, statusWord } from "./job-words.ts";

const defaultWidth = 140;

/** `sluice jobs`. Answers the exit status. */
export async function listJobs({ url, status, limit, json }: JobsOptions, signal: AbortSignal): Promise<number> {
  const jobs: JobSummary[] = [];
  for await (const job of eachJob(openApi(url, signal), { status, most: limit })) jobs.push(job);
  if (json) await print(`${JSON.stringify(jobs, null, 2)}\n`);
  else if (jobs.length === 0) tell(status ? `No job is ${statusWord(status)}.` : "There are no jobs yet.");
  else await print(`${jobTable(jobs).join("\n")}\n`);
  return 0;
}

/** `sluice job`. */
export async function showJob(id: string, { url, json }: JobOptions, signal: AbortSignal): Promise<number> {
  const { job } = await openApi(url, signal).call<{ job: JobView }>(`/api/jobs/${encodeURIComponent(id)}`);
  await printJob(job, json);
  return 0;
}

/** `sluice retry`, `sluice cancel`. */
export async function changeJob(id: string, change: "retry" | "cancel", { url, json }: JobOptions, signal: AbortSignal): Promise<number> {
  const path = `/api/jobs/${encodeURIComponent(id)}/${change}`;
  const { job } = await openApi(url, signal).call<{ job: JobView }>(path, { method: "POST" });
  await printJob(job, json);
  return 0;
}

async function printJob(job: JobView, json: true | undefined): Promise<void> {
  await print(json ? `${JSON.stringify(job, null, 2)}\n` : `${jobLines(job, createPaint(1)).join("\n")}\n`);
}

function jobTable(jobs: readonly JobSummary[]): string[] {
  const [titles = "", ...lines] = tableLines(
    [
      { title: "id", align: "left", maxWidth: 40 },
      { title: "status", align: "left", maxWidth: 16 },
      { title: "age", align: "right", maxWidth: 16 },
      { title: "operation", align: "left", maxWidth: 24 },
      { title: "files", align: "left", maxWidth: 40 },
      { title: "size", align: "right", maxWidth: 10 },
      { title: "rows", align: "left", maxWidth: 60 },
    ],
    jobs.map((job) => [
      job.id,
      statusWord(job.status),
      ageWords(job.createdAt),
      job.operation,
      jobName(job),
      formatBytes(job.files.reduce((sum, file) => sum + file.size, 0)),
      job.error ? job.error.code : countWords(job),
    ]),
    process.stdout.columns ?? defaultWidth,
  );
  return [createPaint(1)("bold", titles), ...lines];
}
