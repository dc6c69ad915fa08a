import { AppError } from "#core/app-error";
import type { DialectOverrides } from "#core/csv/index";
import type { CheckOptions, CheckProgress, FileCheck } from "./file-check.ts";
import type { AnsweredLook } from "./inspect-file.ts";
import type { OutputPreview, PreviewOptions } from "./output-preview.ts";
import { aborted, type FromWorker, fromFailure, type ReadingAnswers, type ReadingRequest, type ToWorker } from "./reading-messages.ts";

/** As much of a `Worker` as is needed. */
export interface ReadingPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Who does not answer to being cancelled for this long is ended. */
const deafAfterMs = 2000;

interface Waiting {
  request: ReadingRequest;
  /** A request outlives its worker once: what killed two is not tried a third time. */
  deaths: number;
  onProgress?: ((progress: CheckProgress) => void) | undefined;
  onEarly?: ((look: AnsweredLook) => void) | undefined;
  resolve(answer: ReadingAnswers[keyof ReadingAnswers]): void;
  reject(error: unknown): void;
}

/**
 * Reads files of this device in a worker, so that the page stays free; nothing is uploaded. One worker is used again and again, and
 * another one started in its place when it dies.
 */
export class ReadingClient {
  readonly #start: () => ReadingPort;
  readonly #waiting = new Map<number, Waiting>();
  /** Cancelled, but not known to have ended. */
  readonly #ending = new Map<number, ReturnType<typeof setTimeout>>();
  #worker: ReadingPort | null = null;
  #lastId = 0;

  constructor(start: () => ReadingPort) {
    this.#start = start;
  }

  /** Loads and starts the worker, so that the first file need not wait for it. */
  warm(): void {
    this.#worker ??= this.#listenTo(this.#start());
  }

  /**
   * Reads a file's beginning. What is wrong with it is part of the answer. `onEarly` hears of a file that is not small what its very
   * beginning looks like, several times sooner. @throws DOMException AbortError
   */
  inspect(file: File, dialect?: DialectOverrides, signal?: AbortSignal, onEarly?: (look: AnsweredLook) => void): Promise<AnsweredLook> {
    return this.#ask({ kind: "inspect", file, dialect, wantsEarly: onEarly !== undefined }, { signal, onEarly });
  }

  /** Reads a file to its end; several files one after the other. @throws AppError, DOMException AbortError */
  check(file: File, { onProgress, signal, dialect, schema, key }: CheckOptions = {}): Promise<FileCheck> {
    return this.#ask({ kind: "check", file, dialect, schema, key }, { signal, onProgress });
  }

  /** Runs an operation on the beginnings of files. @throws AppError, DOMException AbortError */
  preview(files: File | readonly File[], { signal, operation, params, onBadRow }: PreviewOptions): Promise<OutputPreview> {
    const all = files instanceof File ? [files] : files;
    return this.#ask({ kind: "preview", files: all, operation, params, onBadRow }, { signal });
  }

  #ask<Request extends ReadingRequest>(
    request: Request,
    { signal, ...listeners }: { signal?: AbortSignal | undefined } & Pick<Waiting, "onProgress" | "onEarly">,
  ): Promise<ReadingAnswers[Request["kind"]]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted());
      const id = ++this.#lastId;
      const cancel = () => this.#cancel(id);
      const forget = () => signal?.removeEventListener("abort", cancel);
      this.#waiting.set(id, {
        ...{ request, ...listeners, deaths: 0 },
        resolve: (answer) => {
          forget();
          resolve(answer as ReadingAnswers[Request["kind"]]);
        },
        reject: (error) => {
          forget();
          reject(error);
        },
      });
      signal?.addEventListener("abort", cancel);
      this.#send(id, request);
    });
  }

  #send(id: number, request: ReadingRequest): void {
    try {
      this.warm();
      this.#worker?.postMessage({ id, request });
    } catch (error) {
      this.#waiting.get(id)?.reject(error);
      this.#waiting.delete(id);
    }
  }

  /** Whoever cancels is let go at once, whatever the worker is doing. */
  #cancel(id: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    this.#worker?.postMessage({ id, cancel: true });
    this.#ending.set(
      id,
      setTimeout(() => this.#restart(null), deafAfterMs),
    );
    waiting.reject(aborted());
  }

  #listenTo(worker: ReadingPort): ReadingPort {
    worker.onmessage = ({ data }) => this.#take(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#restart(event);
    };
    return worker;
  }

  #take(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if ("progress" in message) {
      waiting?.onProgress?.(message.progress);
      return;
    }
    if ("early" in message) {
      waiting?.onEarly?.(message.early);
      return;
    }
    clearTimeout(this.#ending.get(message.id));
    this.#ending.delete(message.id);
    this.#waiting.delete(message.id);
    if ("answer" in message) waiting?.resolve(message.answer);
    else waiting?.reject(fromFailure(message.failure));
  }

  /** Ends the worker, and asks another one what this one did not answer. */
  #restart(death: Event | null): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const timer of this.#ending.values()) clearTimeout(timer);
    this.#ending.clear();
    for (const [id, waiting] of [...this.#waiting]) {
      if (death) waiting.deaths++;
      if (waiting.deaths < 2) this.#send(id, waiting.request);
      else {
        this.#waiting.delete(id);
        waiting.reject(
          new AppError("unavailable", "Reading the file on this device broke off. Reload the page and try again.", { cause: death }),
        );
      }
    }
  }
}

export const readingClient = new ReadingClient(() => new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" }));
