/** What an upload must know of the network; a test stands its own in. */
export interface Network {
  isOnline(): boolean;
  whenOnline(signal: AbortSignal): Promise<void>;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const browserNetwork: Network = {
  isOnline: () => navigator.onLine,
  whenOnline: (signal) =>
    settle(signal, (resolve) => {
      addEventListener("online", resolve, { once: true });
      return () => removeEventListener("online", resolve);
    }),
  sleep: (ms, signal) =>
    settle(signal, (resolve) => {
      const timer = setTimeout(resolve, ms);
      const wake = () => resolve();
      addEventListener("online", wake, { once: true });
      return () => {
        clearTimeout(timer);
        removeEventListener("online", wake);
      };
    }),
};

function settle(signal: AbortSignal, begin: (resolve: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const abort = () => {
      end();
      reject(signal.reason);
    };
    const end = begin(() => {
      end();
      signal.removeEventListener("abort", abort);
      resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
  });
}
