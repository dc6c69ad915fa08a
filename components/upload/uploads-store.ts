import { ApiError } from "#core/api/api-error";
import type { CreateJobRequest, UploadTicket } from "#core/api/requests";
import { errorSentence } from "../api/call-api.ts";
import { completeUpload, createJob, getParts } from "../api/jobs-api.ts";
import { loadLate } from "../frame/load-late.ts";
import { smoothRate } from "../realtime/job-state.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { jobName } from "../words/job-words.ts";
import { browserNetwork } from "./network.ts";
import { tryAgain, type Waiting } from "./try-again.ts";
import { withUploadLock } from "./upload-lock.ts";
import { forgetUpload, rememberUpload } from "./upload-memory.ts";

/** `sent`: all of it is in storage, and the server has yet to say that it saw it. */
export type UploadPhase = "waiting" | "starting" | "sending" | Waiting | "sent" | "failed";

export interface Upload {
  /** The idempotency key of the job: one for each wish, whatever becomes of the network. */
  key: string;
  /** In the order of the request. */
  files: readonly File[];
  /** What people call it, and how large it is altogether. */
  name: string;
  size: number;
  request: CreateJobRequest;
  jobId: string | null;
  phase: UploadPhase;
  sent: number;
  bytesPerSecond: number;
  error: string | null;
}

/** What a person wants done with some files: one job. */
export interface UploadWish {
  key: string;
  files: readonly File[];
  request: CreateJobRequest;
}

const jobsAtOnce = 3;
const tellEveryMs = 100;
const measureEveryMs = 500;

/** Files on their way from this tab. Lives beside the pages, so that browsing the app stops nothing. */
export class UploadsStore {
  #uploads: readonly Upload[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<string, AbortController>();
  readonly #marks = new Map<string, { sent: number; at: number }>();
  #telling: ReturnType<typeof setTimeout> | null = null;

  readonly getUploads = (): readonly Upload[] => this.#uploads;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(wishes: readonly UploadWish[]): void {
    const fresh = wishes.map((wish) => toUpload(wish));
    this.#uploads = [...this.#uploads, ...fresh];
    this.#tell();
    this.#next();
  }

  retry(key: string): void {
    this.#change(key, { phase: "waiting", error: null, sent: 0 });
    this.#next();
  }

  /** Stops sending and forgets that it was begun; its job is not touched. */
  giveUp(key: string): void {
    const jobId = this.#uploads.find((each) => each.key === key)?.jobId;
    this.#remove(key);
    if (jobId) forgetUpload(jobId);
  }

  /** Stops what need not be sent any more. */
  dropWhere(isOver: (upload: Upload) => boolean): void {
    for (const upload of this.#uploads) if (isOver(upload)) this.#remove(upload.key);
  }

  #next(): void {
    const busy = this.#stops.size;
    const waiting = this.#uploads.filter((upload) => upload.phase === "waiting").slice(0, Math.max(0, jobsAtOnce - busy));
    for (const upload of waiting) void this.#run(upload);
  }

  async #run(upload: Upload): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(upload.key, stop);
    this.#change(upload.key, { phase: "starting" });
    try {
      await this.#send(upload, stop.signal);
      this.#change(upload.key, { phase: "sent", sent: upload.size, bytesPerSecond: 0 });
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#change(upload.key, { phase: "failed", error: errorSentence(error), bytesPerSecond: 0 });
    } finally {
      this.#stops.delete(upload.key);
      this.#next();
    }
  }

  async #send({ key, files, request }: Upload, signal: AbortSignal): Promise<void> {
    const [{ uploadFile }, { sendBytes }] = await loadLate(() => Promise.all([import("./upload-file.ts"), import("./send-bytes.ts")]));
    const onWaiting = (waiting: Waiting | null) => this.#change(key, { phase: waiting ?? "sending" });
    const create = () => createJob(request, key, signal);
    const { job, uploads } = await tryAgain(create, { network: browserNetwork, signal, onWaiting });
    jobsStore.hear([job]);
    this.#change(key, { jobId: job.id, phase: "sending" });
    const lastModified = files.map((file) => file.lastModified);
    if (files.length > 0) rememberUpload({ jobId: job.id, idempotencyKey: key, request, lastModified, begunAt: Date.now() });
    await withUploadLock(job.id, async () => {
      let before = 0;
      for (const [n, file] of files.entries()) {
        const ticket = requireTicket(uploads[n]);
        const onProgress = (sent: number) => this.#progress(key, before + sent);
        const renewTicket = async () => (await create()).uploads[n] ?? ticket;
        const task = { jobId: job.id, n, file, ticket, signal, onProgress, onWaiting };
        await uploadFile(task, { network: browserNetwork, send: sendBytes, renewTicket, getParts, completeUpload });
        before += file.size;
      }
    });
    forgetUpload(job.id);
  }

  #progress(key: string, sent: number): void {
    const now = performance.now();
    const mark = this.#marks.get(key);
    const forward = mark !== undefined && sent >= mark.sent;
    if (forward && now - mark.at < measureEveryMs) {
      this.#change(key, { sent }, "soon");
      return;
    }
    const before = this.#uploads.find((upload) => upload.key === key)?.bytesPerSecond;
    const bytesPerSecond = forward ? smoothRate(before, sent - mark.sent, now - mark.at) : 0;
    this.#marks.set(key, { sent, at: now });
    this.#change(key, { sent, bytesPerSecond }, "soon");
  }

  #remove(key: string): void {
    this.#stops.get(key)?.abort(new DOMException("The upload was cancelled.", "AbortError"));
    this.#marks.delete(key);
    this.#uploads = this.#uploads.filter((upload) => upload.key !== key);
    this.#tell();
  }

  #change(key: string, changes: Partial<Upload>, when: "now" | "soon" = "now"): void {
    this.#uploads = this.#uploads.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload));
    if (when === "now") this.#tell();
    else this.#telling ??= setTimeout(() => this.#tell(), tellEveryMs);
  }

  #tell(): void {
    if (this.#telling) clearTimeout(this.#telling);
    this.#telling = null;
    for (const listener of this.#listeners) listener();
  }
}

function toUpload(wish: UploadWish): Upload {
  const { files } = wish;
  const name = jobName({ id: "the job", files });
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { ...wish, name, size, jobId: null, phase: "waiting", sent: 0, bytesPerSecond: 0, error: null };
}

function requireTicket(ticket: UploadTicket | undefined): UploadTicket {
  if (ticket) return ticket;
  throw new ApiError("internal", "The server gave no place to upload to. Try again.", 500);
}

export const uploadsStore = new UploadsStore();
