import { AppError } from "#core/app-error";
import type { CheckAnswer, CheckRequest, FromFixWorker } from "./fix-messages.ts";

interface Waiting {
  resolve(answer: CheckAnswer): void;
  reject(error: AppError): void;
}

/** Checks corrected rows in a worker, so that the page stays free. */
class FixClient {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  /** @throws AppError what is wrong with all of them */
  check(request: CheckRequest): Promise<CheckAnswer> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, request });
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./fix-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromFixWorker>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("answer" in data) waiting?.resolve(data.answer);
      else waiting?.reject(new AppError("invalid-request", data.failure));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      this.#worker = null;
      const error = new AppError("unavailable", "Checking the rows on this device broke off. Change something to check them again.");
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    };
    return worker;
  }
}

export const fixClient = new FixClient();
