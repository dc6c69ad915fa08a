import type { JobsResponse } from "#core/api/requests";
import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary, JobView } from "#core/jobs/job-view";
import { formatBytes, plural } from "#core/words/format-number";
import type { JobOptions, JobsOptions, PurgeOptions } from "../commands/jobs.ts";
import { createPaint } from "../terminal/paint.ts";
import { print } from "../terminal/print.ts";
import { tell } from "../terminal/tell.ts";
import { tableLines } from "../terminal/text-table.ts";
import { type Api, openApi } from "./api.ts";
import { ageWords, countWords, jobLines, jobName, statusWord } from "./job-words.ts";

const pageSize = 200;
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

/** `sluice purge`: deletes what ended long enough ago. */
export async function purgeJobs({ url, olderThan, dryRun }: PurgeOptions, signal: AbortSignal): Promise<number> {
  const api = openApi(url, signal);
  const before = new Date(Date.now() - olderThan).toISOString();
  const old: JobSummary[] = [];
  for await (const job of eachJob(api, {})) if (isTerminal(job.status) && job.updatedAt < before) old.push(job);
  let bytes = 0;
  for (const job of old) {
    if (!dryRun) await api.call(`/api/jobs/${job.id}`, { method: "DELETE" });
    bytes += [...job.files, ...job.results].reduce((sum, file) => sum + ("size" in file ? file.size : file.bytes), 0);
    await print(`${job.id}  ${statusWord(job.status)}  ${ageWords(job.updatedAt)}  ${jobName(job)}\n`);
  }
  const what = `${plural(old.length, "job")} with ${formatBytes(bytes)} of files and results`;
  tell(dryRun ? `${what} would be deleted.` : `${what} deleted.`);
  return 0;
}

async function* eachJob(
  api: Api,
  { status, most = Number.POSITIVE_INFINITY }: { status?: string | undefined; most?: number },
): AsyncGenerator<JobSummary> {
  let cursor: string | undefined;
  for (let given = 0; given < most; ) {
    const page = await api.call<JobsResponse>("/api/jobs", { query: { limit: Math.min(pageSize, most - given), cursor, status } });
    for (const job of page.jobs) {
      if ("deleted" in job) continue;
      given += 1;
      yield job;
    }
    if (page.cursor === null) return;
    cursor = page.cursor;
  }
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
