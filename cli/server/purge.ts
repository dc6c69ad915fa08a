import { ApiError } from "#core/api/api-error";
import type { DatasetView } from "#core/api/records-api";
import type { JobSummary } from "#core/jobs/job-view";
import { formatBytes, plural } from "#core/words/format-number";
import type { PurgeOptions } from "../commands/purge.ts";
import { failedStatus } from "../exit-status.ts";
import { confirm } from "../terminal/confirm.ts";
import { print } from "../terminal/print.ts";
import { printable } from "../terminal/printable.ts";
import { tell } from "../terminal/tell.ts";
import { UsageError } from "../usage-error.ts";
import { type Api, openApi } from "./api.ts";
import { eachJob } from "./each-job.ts";
import { ageWords, jobName, statusWord } from "./job-words.ts";

interface Found {
  ended: JobSummary[];
  waiting: JobSummary[];
  datasets: DatasetView[];
}

/** `sluice purge`. Says what it is about to delete, asks, and deletes that and nothing else. Answers the exit status. */
export async function purge(options: PurgeOptions, signal: AbortSignal): Promise<number> {
  const api = openApi(options.url, signal);
  const found = await find(api, options);
  for (const line of [...[...found.ended, ...found.waiting].map(jobLine), ...found.datasets.map(datasetLine)]) await print(`${line}\n`);
  const what = words(found);
  if (options.dryRun) {
    tell(`${what} would be deleted.`);
    return 0;
  }
  const isEmpty = found.ended.length + found.waiting.length + found.datasets.length === 0;
  if (!isEmpty && !options.yes && !(await confirm(`Delete ${what} for good?`, signal))) {
    tell("Nothing was deleted.");
    return failedStatus;
  }
  for (const job of [...found.ended, ...found.waiting]) await deleteJob(api, job);
  for (const dataset of found.datasets) await forgetRecords(api, dataset);
  tell(`${what} deleted.`);
  return 0;
}

async function find(api: Api, { queues, records, files, dataset, olderThan }: PurgeOptions): Promise<Found> {
  const found: Found = { ended: [], waiting: [], datasets: records ? await findDatasets(api, dataset) : [] };
  const wantsFiles = files || !(queues || records);
  if (!wantsFiles && !queues) return found;
  const before = new Date(Date.now() - olderThan).toISOString();
  for await (const job of eachJob(api)) {
    if (wantsFiles && job.endedAt !== null && job.endedAt < before) found.ended.push(job);
    if (queues && (job.status === "queued" || job.status === "awaiting-upload")) found.waiting.push(job);
  }
  return found;
}

async function findDatasets(api: Api, name: string | undefined): Promise<DatasetView[]> {
  const all: DatasetView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.call<{ datasets: DatasetView[]; cursor: string | null }>("/api/datasets", { query: { cursor } });
    all.push(...page.datasets);
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  const chosen = name === undefined ? all : all.filter((dataset) => dataset.name === name);
  if (name === undefined || chosen.length > 0) return chosen;
  throw new UsageError(
    `There is no dataset "${name}".${all.length === 0 ? "" : ` There are: ${all.map((dataset) => dataset.name).join(", ")}.`}`,
  );
}

/** Somebody may have deleted it meanwhile, which is what was wanted. */
async function deleteJob(api: Api, job: JobSummary): Promise<void> {
  try {
    await api.call(`/api/jobs/${job.id}`, { method: "DELETE" });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
}

async function forgetRecords(api: Api, { name }: DatasetView): Promise<void> {
  const path = `/api/datasets/${encodeURIComponent(name)}`;
  for (let more = true; more; ) ({ more } = await api.call<{ more: boolean }>(path, { method: "DELETE" }));
}

function words({ ended, waiting, datasets }: Found): string {
  const jobs = [...ended, ...waiting];
  const bytes = jobs.flatMap(({ files, results }) => [...files.map(({ size }) => size), ...results.map((result) => result.bytes)]);
  const records = datasets.reduce((sum, dataset) => sum + dataset.records, 0);
  const parts = [
    `${plural(ended.length, "job")} with ${formatBytes(bytes.reduce((sum, size) => sum + size, 0))} of files and results`,
    ...(waiting.length > 0 ? [plural(waiting.length, "waiting job")] : []),
    ...(datasets.length > 0 ? [`${plural(records, "record")} of ${datasets.map(({ name }) => printable(name)).join(", ")}`] : []),
  ];
  const told = ended.length === 0 && parts.length > 1 ? parts.slice(1) : parts;
  return told.length === 1 ? String(told[0]) : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}

function jobLine(job: JobSummary): string {
  return `${job.id}  ${statusWord(job.status)}  ${ageWords(job.endedAt ?? job.updatedAt)}  ${jobName(job)}`;
}

function datasetLine({ name, records }: DatasetView): string {
  return `${printable(name)}  ${plural(records, "record")}`;
}
