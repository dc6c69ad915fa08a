import { setTimeout as sleep } from "node:timers/promises";
import { AppError, isAppError } from "#core/app-error";
import { callAws } from "./expected-errors.ts";

const firstCalls = 4;
const maxTries = 10;
const firstPauseMs = 50;
const longestPauseMs = 5_000;

export interface AdaptiveCalls {
  /**
   * Passes all requests to `send`, `size` at a time or what `size` cuts off, until none is turned away. `send` answers those that were.
   * @throws AppError unavailable when some are turned away time and again
   */
  sendAll<Request>(
    batches: Iterable<readonly Request[]>,
    send: (batch: readonly Request[]) => Promise<readonly Request[]>,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Calls side by side: one more after each that was taken, half as many once one was turned away. */
export function createAdaptiveCalls({ most }: { most: number }): AdaptiveCalls {
  let limit = Math.min(firstCalls, most);
  let active = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(call: () => Promise<T>): Promise<T> {
    while (active >= Math.floor(limit)) await new Promise<void>((resolve) => waiting.push(resolve));
    active++;
    try {
      return await call();
    } finally {
      active--;
      for (let free = Math.floor(limit) - active; free > 0; free--) waiting.shift()?.();
    }
  }

  return {
    async sendAll(batches, send, signal) {
      async function sendBatch(batch: Awaited<ReturnType<typeof send>>): Promise<void> {
        let left = batch;
        for (let tries = 1; ; tries++) {
          const sending = left;
          left = await inTurn(() => unlessThrottled(() => send(sending), sending));
          if (left.length === 0) {
            limit = Math.min(limit + 1 / limit, most);
            return;
          }
          limit = Math.max(limit / 2, 1);
          if (tries >= maxTries) throw new AppError("unavailable", "A service this needs takes no more for now.", { retryable: true });
          await sleep(Math.min(firstPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2), undefined, { signal });
        }
      }
      await allInOrder(batches, sendBatch, most);
    },
  };
}

/** So many at a time, so that what is not yet wanted is not yet made; ends with the first failure. */
async function allInOrder<T>(items: Iterable<T>, work: (item: T) => Promise<void>, atOnce: number): Promise<void> {
  const rest = items[Symbol.iterator]();
  let failed = false;
  const worker = async () => {
    for (let next = rest.next(); !next.done && !failed; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** A whole call that was throttled, beyond what the SDK tries by itself, is all of its requests turned away. */
async function unlessThrottled<Request>(send: () => Promise<readonly Request[]>, all: readonly Request[]): Promise<readonly Request[]> {
  try {
    return await callAws(send);
  } catch (error) {
    if (isAppError(error) && error.retryable) return all;
    throw error;
  }
}
