/** As much of a worker's global scope as is used: the page's types know only the page's. */
interface WorkerScope<Heard, Said> {
  postMessage(message: Said): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Heard>) => void): void;
}

/** A worker's side: what it does with each message of its page. */
export function talkToPage<Heard, Said>(listen: (post: (message: Said) => void) => (message: Heard) => void): void {
  const scope = globalThis as unknown as WorkerScope<Heard, Said>;
  const take = listen((message) => scope.postMessage(message));
  scope.addEventListener("message", ({ data }) => take(data));
}
