const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interruption {
  signal: AbortSignal;
  /** Everything is cleaned up: when a signal had come, the process now ends by it, so that a shell sees why. */
  end(): void;
}

/** Turns signals into an abort, so that temporary files can be removed first. A second one ends the process at once. */
export function interruption(): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const listen = (name: NodeJS.Signals) => {
    received = name;
    for (const other of signals) process.removeListener(other, listen);
    controller.abort(new DOMException("Interrupted.", "AbortError"));
  };
  for (const name of signals) process.on(name, listen);
  return {
    signal: controller.signal,
    end() {
      for (const name of signals) process.removeListener(name, listen);
      if (received) process.kill(process.pid, received);
    },
  };
}

/** What `work` gives, or a throw when the signal comes first: a read or a write under way may never end by itself. */
export function untilInterrupted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const interrupted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, interrupted]);
}

/**
 * Ends the process as it would have ended had Node not asked to be told of writes that nobody reads. At once: the exit of a
 * process waits for a read of standard input that is under way, which may take for ever.
 */
export function endByBrokenPipe(): void {
  const restore = () => undefined;
  // Node ignores the signal; once a listener has come and gone, it does again what the system says.
  process.on("SIGPIPE", restore);
  process.removeListener("SIGPIPE", restore);
  process.kill(process.pid, "SIGPIPE");
}
