import { answerTableRequests } from "./answer-table-requests.ts";
import type { FromTableWorker, ToTableWorker } from "./table-messages.ts";

/** As much of a worker's global scope as is used: the page's types know only the page's. */
interface WorkerScope {
  postMessage(message: FromTableWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToTableWorker>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const take = answerTableRequests((message) => scope.postMessage(message));
scope.addEventListener("message", ({ data }) => take(data));
