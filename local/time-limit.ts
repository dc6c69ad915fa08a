import { setTimeout as sleep } from "node:timers/promises";

/** Waits for `work`, but not for ever: a start that stands still has to say at which step. `doing` completes "… took longer than". */
export async function withTimeLimit<T>(doing: string, limitMs: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const tooLong = async (): Promise<never> => {
    await sleep(limitMs, undefined, { signal: done.signal });
    throw new Error(`${doing} took longer than ${limitMs / 1000} s.`);
  };
  try {
    return await Promise.race([work, tooLong()]);
  } finally {
    done.abort();
  }
}
