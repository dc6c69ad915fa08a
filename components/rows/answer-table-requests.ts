import { AppError } from "#core/app-error";
import { signedFile } from "./byte-file.ts";
import { openTableFile } from "./table-file.ts";
import {
  type FromTableWorker,
  fromTableFailure,
  type TableAnswers,
  type TableProgress,
  type TableRequest,
  type ToTableWorker,
  toTableFailure,
} from "./table-messages.ts";
import { TableReader } from "./table-reader.ts";

/** What the worker does with the page's messages: one table, several requests at a time. */
export function answerTableRequests(post: (message: FromTableWorker) => void): (message: ToTableWorker) => void {
  const running = new Map<number, AbortController>();
  const signing = new Map<number, PromiseWithResolvers<{ url: string }>>();
  let lastSigning = 0;
  let reader: TableReader | null = null;

  const sign = () => {
    const waiting = Promise.withResolvers<{ url: string }>();
    signing.set(++lastSigning, waiting);
    post({ sign: lastSigning });
    return waiting.promise;
  };

  const answer = async (request: TableRequest, signal: AbortSignal, onProgress: (progress: TableProgress) => void) => {
    if (request.kind === "open") {
      const table = await openTableFile(signedFile(sign, request.bytes), signal);
      reader = new TableReader(table);
      return { rows: table.rows, columns: table.columns } satisfies TableAnswers["open"];
    }
    if (!reader) throw new AppError("internal", "No table is open.");
    const tell = (done: number, total: number) => onProgress({ done, total });
    switch (request.kind) {
      case "rows":
        return reader.rows(request, signal);
      case "arrange":
        return reader.arrange(request.order, signal, tell);
      case "find":
        return reader.find(request.search, signal, tell);
    }
  };

  const run = async (id: number, request: TableRequest) => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      post({ id, answer: await answer(request, controller.signal, (progress) => post({ id, progress })) });
    } catch (error) {
      post({ id, failure: toTableFailure(error) });
    } finally {
      running.delete(id);
    }
  };

  return (message) => {
    if ("signed" in message) {
      const waiting = signing.get(message.signed);
      signing.delete(message.signed);
      if ("url" in message) waiting?.resolve({ url: message.url });
      else waiting?.reject(fromTableFailure(message.failure));
    } else if ("cancel" in message) running.get(message.id)?.abort();
    else void run(message.id, message.request);
  };
}
