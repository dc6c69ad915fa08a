import { answerRequests } from "./answer-requests.ts";
import type { FromWorker, ToWorker } from "./reading-messages.ts";

/** As much of a worker's global scope as is used: the page's types know only the page's. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const take = answerRequests((message) => scope.postMessage(message));
scope.addEventListener("message", ({ data }) => take(data));

// The file that this worker is started for is not there yet.
void import("./inspect-file.ts").then(({ warmUp }) => warmUp());
