import { isAppError } from "#core/app-error";
import { checkFixedRows } from "#core/fixes/check-fixed-rows";
import type { FromFixWorker, ToFixWorker } from "./fix-messages.ts";

/** As much of a worker's global scope as is used: the page's types know only the page's. */
interface WorkerScope {
  postMessage(message: FromFixWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToFixWorker>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.addEventListener("message", ({ data: { id, request } }) => {
  checkFixedRows(request, new AbortController().signal).then(
    ({ faults }) => scope.postMessage({ id, answer: { faults } }),
    (error: unknown) => scope.postMessage({ id, failure: isAppError(error) ? error.message : "The rows could not be checked here." }),
  );
});
