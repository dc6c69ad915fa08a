import { ApiError } from "#core/api/api-error";
import type { PartsResponse, UploadTicket } from "#core/api/requests";
import type { Network } from "./network.ts";
import type { SendBytes } from "./send-bytes.ts";
import { tryAgain, type Waiting } from "./try-again.ts";
import { type Part, planUpload, type StoredPart } from "./upload-plan.ts";

export interface UploadTask {
  jobId: string;
  /** The file's position in its job. */
  n: number;
  file: Blob;
  ticket: UploadTicket;
  signal: AbortSignal;
  onProgress(sentBytes: number): void;
  onWaiting(waiting: Waiting | null): void;
}

export interface UploadDependencies {
  network: Network;
  send: SendBytes;
  /** The same job's ticket with a fresh signature. */
  renewTicket(signal: AbortSignal): Promise<UploadTicket>;
  getParts(jobId: string, n: number, from: number, signal: AbortSignal): Promise<PartsResponse>;
  completeUpload(jobId: string, n: number, parts: { number: number; etag: string }[], signal: AbortSignal): Promise<void>;
}

const partsAtOnce = 4;
/** A signature that ends sooner than this is not begun with. */
const signatureMarginMs = 20_000;

/** Brings one file to storage, whatever its size, and resolves when it is there. */
export async function uploadFile(task: UploadTask, deps: UploadDependencies): Promise<void> {
  if (task.ticket.kind === "multipart") await uploadParts(task, task.ticket.partSize, deps);
  else await uploadForm(task, task.ticket, deps);
}

async function uploadForm(task: UploadTask, first: Extract<UploadTicket, { kind: "post" }>, deps: UploadDependencies): Promise<void> {
  const { file, signal } = task;
  let ticket: UploadTicket = first;
  await again(task, deps, async () => {
    if (ticket.kind !== "post") throw new ApiError("conflict", "The job changed while the file was on its way. Drop the file again.", 409);
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
    form.append("file", file);
    try {
      await deps.send({
        method: "POST",
        url: ticket.url,
        body: form,
        signal,
        onProgress: (sent) => task.onProgress(Math.min(sent, file.size)),
      });
    } catch (error) {
      if (!isExpired(error)) throw await sayIfUnreadable(file, error);
      ticket = await deps.renewTicket(signal);
      throw retryOnce(error);
    }
  });
}

async function uploadParts(whole: UploadTask, partSize: number, deps: UploadDependencies): Promise<void> {
  const failed = new AbortController();
  const task = { ...whole, signal: AbortSignal.any([whole.signal, failed.signal]) };
  const links = new PartLinks(task, deps);
  const plan = planUpload(task.file.size, partSize, await links.uploaded());
  const etags = new Map(plan.stored.map((part) => [part.number, part.etag]));
  const sent = new Map<number, number>([[0, plan.storedBytes]]);
  const report = (number: number, bytes: number) => {
    sent.set(number, bytes);
    task.onProgress([...sent.values()].reduce((sum, value) => sum + value, 0));
  };
  report(0, plan.storedBytes);
  const queue = plan.missing.values();
  const work = async () => {
    for (const part of queue) etags.set(part.number, await sendPart(task, part, links, deps, report));
  };
  await Promise.all(Array.from({ length: partsAtOnce }, work)).catch((error: unknown) => {
    failed.abort(error);
    throw error;
  });
  const parts = [...etags].sort(([a], [b]) => a - b).map(([number, etag]) => ({ number, etag }));
  await again(task, deps, () => deps.completeUpload(task.jobId, task.n, parts, task.signal));
}

async function sendPart(
  task: UploadTask,
  part: Part,
  links: PartLinks,
  deps: UploadDependencies,
  report: (number: number, bytes: number) => void,
): Promise<string> {
  const body = task.file.slice(part.start, part.end);
  return again(task, deps, async () => {
    const url = await links.url(part.number);
    try {
      const onProgress = (bytes: number) => report(part.number, bytes);
      const { etag } = await deps.send({ method: "PUT", url, body, signal: task.signal, onProgress });
      if (etag === null) throw new ApiError("storage", "The storage did not confirm a part of the file. Drop the file again.", 502);
      report(part.number, body.size);
      return etag;
    } catch (error) {
      report(part.number, 0);
      if (!isExpired(error)) throw await sayIfUnreadable(body, error);
      links.forget(part.number);
      throw retryOnce(error);
    }
  });
}

/** Signed URLs of one upload, asked for by the hundred and again before they end. */
class PartLinks {
  readonly #task: UploadTask;
  readonly #deps: UploadDependencies;
  readonly #urls = new Map<number, { url: string; until: number }>();
  #asking: { from: number; done: Promise<PartsResponse> } | null = null;

  constructor(task: UploadTask, deps: UploadDependencies) {
    this.#task = task;
    this.#deps = deps;
  }

  async uploaded(): Promise<StoredPart[]> {
    return (await again(this.#task, this.#deps, () => this.#ask(1))).uploaded;
  }

  forget(number: number): void {
    this.#urls.delete(number);
  }

  async url(number: number): Promise<string> {
    const known = this.#urls.get(number);
    if (known && known.until > Date.now() + signatureMarginMs) return known.url;
    const answer = await this.#ask(number);
    const link = answer.parts.find((part) => part.number === number);
    if (!link) throw new ApiError("storage", "The server gave no link for a part of the file. Drop the file again.", 404);
    return link.url;
  }

  /** One question at a time: the workers that wait for neighbouring parts share its answer. */
  async #ask(from: number): Promise<PartsResponse> {
    while (this.#asking) {
      const { done } = this.#asking;
      const answer = await done;
      if (answer.parts.some((part) => part.number === from)) return answer;
    }
    const done = this.#deps.getParts(this.#task.jobId, this.#task.n, from, this.#task.signal);
    this.#asking = { from, done };
    try {
      const answer = await done;
      const until = Date.parse(answer.expiresAt);
      for (const { number, url } of answer.parts) this.#urls.set(number, { url, until });
      return answer;
    } finally {
      this.#asking = null;
    }
  }
}

function again<T>(task: UploadTask, deps: UploadDependencies, run: () => Promise<T>): Promise<T> {
  return tryAgain(run, { network: deps.network, signal: task.signal, onWaiting: task.onWaiting });
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === "link-expired";
}

/** A refused signature is worth another try with a fresh one; tries are counted, so a true refusal ends too. */
function retryOnce(cause: unknown): ApiError {
  return new ApiError("link-expired", "The storage refused the upload link twice. Drop the file again.", 503, cause);
}

/** A browser reports a file that was changed or moved on disk as a network error; reading a byte of it tells. */
async function sayIfUnreadable(file: Blob, error: unknown): Promise<unknown> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return error;
  } catch (cause) {
    return new ApiError("conflict", "The file was changed or moved since you chose it. Choose it again.", 409, cause);
  }
}
