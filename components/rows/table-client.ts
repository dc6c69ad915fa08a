import { ApiError } from "#core/api/api-error";
import {
  type FromTableWorker,
  fromTableFailure,
  type TableAnswers,
  type TableProgress,
  type TableRequest,
  type ToTableWorker,
  toTableFailure,
} from "./table-messages.ts";

/** As much of a `Worker` as is needed. */
export interface TablePort {
  postMessage(message: ToTableWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromTableWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Waiting {
  resolve(answer: TableAnswers[keyof TableAnswers]): void;
  reject(error: unknown): void;
  onProgress: ((progress: TableProgress) => void) | undefined;
}

interface AskOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: TableProgress) => void) | undefined;
}

/** One table in a worker of its own, so that nothing that is decoded there holds up the page. */
export class TableClient {
  readonly #worker: TablePort;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  /** Why nothing can be asked any more. */
  #ended: Error | null = null;

  constructor(worker: TablePort, sign: () => Promise<{ url: string }>) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if ("sign" in data) void this.#sign(data.sign, sign);
      else this.#take(data);
    };
    worker.onerror = () => this.#end(new ApiError("unavailable", "Reading rows stopped unexpectedly. Reload the page.", 503));
  }

  /** @throws ApiError, AppError, DOMException AbortError */
  ask<Request extends TableRequest>(request: Request, { signal, onProgress }: AskOptions = {}): Promise<TableAnswers[Request["kind"]]> {
    const { promise, resolve, reject } = Promise.withResolvers<TableAnswers[Request["kind"]]>();
    if (this.#ended || signal?.aborted) {
      reject(this.#ended ?? fromTableFailure({ kind: "aborted" }));
      return promise;
    }
    const id = ++this.#lastId;
    const cancel = () => {
      this.#waiting.delete(id);
      this.#worker.postMessage({ id, cancel: true });
      reject(fromTableFailure({ kind: "aborted" }));
    };
    const forget = () => signal?.removeEventListener("abort", cancel);
    signal?.addEventListener("abort", cancel, { once: true });
    this.#waiting.set(id, {
      onProgress,
      resolve: (answer) => {
        forget();
        resolve(answer as TableAnswers[Request["kind"]]);
      },
      reject: (error) => {
        forget();
        reject(error);
      },
    });
    this.#worker.postMessage({ id, request });
    return promise;
  }

  close(): void {
    this.#end(fromTableFailure({ kind: "aborted" }));
  }

  #take(message: Exclude<FromTableWorker, { sign: number }>): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ("progress" in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ("failure" in message) waiting.reject(fromTableFailure(message.failure));
    else waiting.resolve(message.answer);
  }

  async #sign(signed: number, sign: () => Promise<{ url: string }>): Promise<void> {
    try {
      this.#worker.postMessage({ signed, url: (await sign()).url });
    } catch (error) {
      this.#worker.postMessage({ signed, failure: toTableFailure(error) });
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#worker.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const each of waiting) each.reject(error);
  }
}
