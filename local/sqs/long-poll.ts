export interface LongPoll {
  /** Resolves when the queue may have something new, at `untilMs`, or when the signal aborts. */
  wait(queueId: number, untilMs: number, signal: AbortSignal): Promise<void>;
  wake(queueId: number): void;
}

export function createLongPoll(): LongPoll {
  const waiting = new Map<number, Set<() => void>>();

  return {
    wait(queueId, untilMs, signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const waiters = waiting.get(queueId) ?? new Set();
        waiting.set(queueId, waiters.add(finish));
        const timer = setTimeout(finish, Math.max(1, untilMs - Date.now()));
        signal.addEventListener("abort", finish, { once: true });

        function finish(): void {
          clearTimeout(timer);
          signal.removeEventListener("abort", finish);
          waiters.delete(finish);
          if (waiters.size === 0) waiting.delete(queueId);
          resolve();
        }
      });
    },
    wake(queueId) {
      for (const finish of [...(waiting.get(queueId) ?? [])]) finish();
    },
  };
}
