import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { CreateJobRequest, CreateJobResponse, UploadTicket } from "#core/api/requests";
import type { JobView } from "#core/jobs/job-view";
import { formatBytes, plural } from "#core/words/format-number";
import type { UploadOptions } from "../commands/upload.ts";
import { withPath } from "../files/system-error.ts";
import { createPaint } from "../terminal/paint.ts";
import { print } from "../terminal/print.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { tell } from "../terminal/tell.ts";
import { UsageError } from "../usage-error.ts";
import { type Api, openApi } from "./api.ts";
import { downloadResults } from "./download-results.ts";
import { jobLines, jobStatusOf } from "./job-words.ts";
import { readParams } from "./params.ts";
import { uploadFile } from "./upload-file.ts";
import { watchJob } from "./watch-job.ts";

interface LocalFile {
  path: string;
  name: string;
  size: number;
  type: string;
}

const types: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".tsv": "text/tab-separated-values",
  ".tab": "text/tab-separated-values",
  ".txt": "text/plain",
  ".json": "application/json",
  ".ndjson": "application/x-ndjson",
  ".jsonl": "application/x-ndjson",
  ".gz": "application/gzip",
  ".zip": "application/zip",
  ".zst": "application/zstd",
};

/** How long an interrupted command waits for the server to take the job back. */
const cancelWithinMs = 5_000;

/** `sluice upload`. Answers the exit status. */
export async function uploadFiles(paths: readonly string[], options: UploadOptions, signal: AbortSignal): Promise<number> {
  const { operation, recipe } = options;
  if (operation === undefined && recipe === undefined)
    throw new UsageError("Say what to do with the files: --operation convert, for example, or --recipe NAME.");
  const files = await Promise.all(paths.map(describeFile));
  const api = openApi(options.url, signal);
  const params = await readParams(api, operation ?? (await operationOf(api, String(recipe))), options.param ?? []);
  const request = {
    ...(operation !== undefined && { operation }),
    params,
    files: files.map(({ name, size, type }) => ({ name, size, type })),
    ...(options.onBad && { onBadRow: options.onBad }),
    ...(recipe !== undefined && { recipe }),
  };
  const id = await sendFiles(api, files, request, options, signal);
  if (!options.watch && options.download === undefined) {
    await print(options.json ? await jobJson(api, id) : `${id}\n`);
    return 0;
  }
  return await seeThrough(api, id, files, options, signal);
}

/** By which the given parameters are read. The server itself takes a recipe without it. */
async function operationOf(api: Api, recipe: string): Promise<string> {
  const [name = "", version] = recipe.split("@");
  const { recipe: found } = await api.call<{ recipe: { operation: string } }>(`/api/recipes/${encodeURIComponent(name)}`, {
    query: { version },
  });
  return found.operation;
}

async function describeFile(path: string): Promise<LocalFile> {
  if (path === "-")
    throw new UsageError("Only files can be uploaded: their size has to be known beforehand. Write standard input to a file first.");
  const found = await withPath(path, () => stat(path));
  if (!found.isFile()) throw new UsageError(`${path} is not a file.`);
  return { path, name: basename(path), size: found.size, type: types[extname(path).toLowerCase()] ?? "application/octet-stream" };
}

/** Makes the job and uploads its files; what is interrupted or fails is cancelled, so that nothing waits for files that never come. */
async function sendFiles(
  api: Api,
  files: readonly LocalFile[],
  request: CreateJobRequest & { recipe?: string },
  options: UploadOptions,
  signal: AbortSignal,
): Promise<string> {
  const idempotencyKey = randomUUID();
  const createJob = () =>
    api.call<CreateJobResponse>("/api/jobs", { method: "POST", body: request, headers: { "idempotency-key": idempotencyKey } });
  const { job, uploads } = await createJob();
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const label = files.length === 1 ? (files[0]?.name ?? "") : plural(files.length, "file");
  const bar = createProgressBar({ label, total, isQuiet: options.quiet ?? false });
  try {
    let before = 0;
    for (const [n, file] of files.entries()) {
      const ticket = requireTicket(uploads[n]);
      const renewTicket = async () => requireTicket((await createJob()).uploads[n]);
      const onProgress = (sent: number) => bar.update(before + sent, null);
      await uploadFile({ api, jobId: job.id, n, ...file, ticket, renewTicket, signal, onProgress });
      before += file.size;
    }
  } catch (error) {
    const cancel = { method: "POST", signal: AbortSignal.timeout(cancelWithinMs) } as const;
    await Promise.allSettled([api.call(`/api/jobs/${job.id}/cancel`, cancel)]);
    throw error;
  } finally {
    bar.end();
  }
  if (!options.quiet) tell(`${label} uploaded (${formatBytes(total)}) as job ${job.id}.`);
  return job.id;
}

function requireTicket(ticket: UploadTicket | undefined): UploadTicket {
  if (ticket) return ticket;
  throw new UsageError("The server did not say how to upload each file. Is it a newer one than this command?");
}

async function seeThrough(api: Api, id: string, files: readonly LocalFile[], options: UploadOptions, signal: AbortSignal): Promise<number> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const bar = createProgressBar({ label: id, total, isQuiet: options.quiet ?? false });
  const job = await watchJob({ api, id, signal, onProgress: (bytes, rows) => bar.update(bytes, rows) }).finally(() => bar.end());
  if (!options.quiet) for (const line of jobLines(job, createPaint(2))) tell(line);
  if (options.download !== undefined && job.status === "succeeded") {
    const paths = await downloadResults(api, job, options.download, signal);
    if (!options.json) await print(paths.map((path) => `${path}\n`).join(""));
  }
  if (options.json) await print(`${JSON.stringify(job, null, 2)}\n`);
  return jobStatusOf(job);
}

async function jobJson(api: Api, id: string): Promise<string> {
  const { job } = await api.call<{ job: JobView }>(`/api/jobs/${id}`);
  return `${JSON.stringify(job, null, 2)}\n`;
}
