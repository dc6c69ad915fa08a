import { ApiError } from "#core/api/api-error";
import { backOffMs } from "../realtime/back-off.ts";
import type { Network } from "./network.ts";

export type Waiting = "offline" | "retrying";

export interface TryAgainOptions {
  network: Network;
  signal: AbortSignal;
  /** Null when it goes on, before the next try. */
  onWaiting(waiting: Waiting | null): void;
}

/** Tries of one call that the network lets down, beside those while the machine is known to be offline: about a minute and a half. */
export const maxTries = 9;

/** Runs until it succeeds, fails for good, or is aborted. While the machine is offline it waits and counts nothing. */
export async function tryAgain<T>(run: () => Promise<T>, { network, signal, onWaiting }: TryAgainOptions): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError && error.retryable)) throw error;
      if (!network.isOnline()) {
        tries = 0;
        onWaiting("offline");
        await network.whenOnline(signal);
      } else if (tries >= maxTries) {
        throw error;
      } else {
        onWaiting("retrying");
        await network.sleep(backOffMs(tries), signal);
      }
      onWaiting(null);
    }
  }
}
