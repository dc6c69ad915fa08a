import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "#core/api/api-error";
import type { PartsResponse, UploadTicket } from "#core/api/requests";
import type { Api } from "./api.ts";
import { sendBytes } from "./send-bytes.ts";

export interface UploadTask {
  api: Api;
  jobId: string;
  /** The file's position in its job. */
  n: number;
  path: string;
  size: number;
  type: string;
  ticket: UploadTicket;
  /** The same job's ticket with a fresh signature. */
  renewTicket(): Promise<UploadTicket>;
  signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

const partsAtOnce = 4;
const maxTries = 6;
const firstDelayMs = 500;

/** Brings one file to storage, whatever its size. */
export async function uploadFile(task: UploadTask): Promise<void> {
  if (task.ticket.kind === "multipart") await uploadParts(task, task.ticket.partSize);
  else await uploadForm(task);
}

async function uploadForm(task: UploadTask): Promise<void> {
  let { ticket } = task;
  await tryAgain(task.signal, async () => {
    if (ticket.kind !== "post") throw new ApiError("conflict", "The job changed while the file was on its way. Upload it again.", 409);
    const boundary = `sluice-${randomBytes(16).toString("hex")}`;
    try {
      await sendBytes({
        method: "POST",
        url: ticket.url,
        headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
        body: { path: task.path, start: 0, end: task.size, ...toForm(ticket.fields, task.type, boundary) },
        signal: task.signal,
        onProgress: task.onProgress,
      });
    } catch (error) {
      if (isExpired(error)) ticket = await task.renewTicket();
      throw error;
    }
  });
}

/** What stands around the file in the form: the signed fields first, as S3 wants it. */
function toForm(fields: Record<string, string>, type: string, boundary: string): { before: Uint8Array; after: Uint8Array } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\nContent-Type: ${type}\r\n\r\n`;
  const utf8 = new TextEncoder();
  return { before: utf8.encode(parts.join("") + head), after: utf8.encode(`\r\n--${boundary}--\r\n`) };
}

async function uploadParts(whole: UploadTask, partSize: number): Promise<void> {
  const failed = new AbortController();
  const task = { ...whole, signal: AbortSignal.any([whole.signal, failed.signal]) };
  const count = Math.max(1, Math.ceil(task.size / partSize));
  const etags: { number: number; etag: string }[] = [];
  const sent = new Map<number, number>();
  const report = (number: number, bytes: number) => {
    sent.set(number, bytes);
    task.onProgress([...sent.values()].reduce((sum, value) => sum + value, 0));
  };
  const links = createLinks(task);
  const numbers = Array.from({ length: count }, (_, index) => index + 1).values();
  const work = async () => {
    for (const number of numbers) {
      const start = (number - 1) * partSize;
      const body = { path: task.path, start, end: Math.min(task.size, start + partSize) };
      const etag = await tryAgain(task.signal, async () => {
        const url = await links.get(number);
        return await sendBytes({ method: "PUT", url, body, signal: task.signal, onProgress: (bytes) => report(number, bytes) });
      });
      if (etag === null) throw new ApiError("storage", "The storage did not confirm a part of the file.", 502);
      etags.push({ number, etag });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(partsAtOnce, count) }, work));
  } catch (error) {
    failed.abort(error);
    throw error;
  }
  const parts = etags.sort((a, b) => a.number - b.number);
  await task.api.call(`/api/jobs/${task.jobId}/uploads/${task.n}/complete`, { method: "POST", body: { parts } });
}

/** Signed URLs of parts, asked for by the hundred; a signature that is about to end is asked for again. */
function createLinks({ api, jobId, n }: UploadTask) {
  const marginMs = 20_000;
  const known = new Map<number, { url: string; until: number }>();
  let asking: Promise<void> | null = null;
  const ask = async (from: number) => {
    const answer = await api.call<PartsResponse>(`/api/jobs/${jobId}/uploads/${n}/parts`, { query: { from } });
    const until = Date.parse(answer.expiresAt) - marginMs;
    for (const { number, url } of answer.parts) known.set(number, { url, until });
  };
  return {
    async get(number: number): Promise<string> {
      for (let tries = 0; tries < 3; tries++) {
        const link = known.get(number);
        if (link && Date.now() < link.until) return link.url;
        asking ??= ask(number).finally(() => {
          asking = null;
        });
        await asking;
      }
      throw new ApiError(
        "link-expired",
        "The server gave no link for a part of the file that can be used. Is this machine's clock right?",
        0,
      );
    },
  };
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === "link-expired";
}

async function tryAgain<Result>(signal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      const mayPass = error instanceof ApiError && (error.retryable || isExpired(error));
      if (!mayPass || tries >= maxTries) throw error;
      await sleep(firstDelayMs * 2 ** (tries - 1) * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
}
