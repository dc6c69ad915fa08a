import type { QueryAnswerView, QueryView } from "#core/api/queries-api";
import { getQuery, type QueryPage } from "../api/queries-api.ts";

export function hasEnded({ status }: Pick<QueryView, "status">): boolean {
  return status !== "queued" && status !== "running";
}

/** How long to wait before the next look: most queries take a moment, and one that does not is no news every moment. */
export function nextLookMs(askedForMs: number): number {
  return Math.min(2_000, Math.max(120, askedForMs / 8));
}

/** Looks at a query until it has ended, whatever its end. */
export async function awaitAnswer(
  id: string,
  page: QueryPage,
  signal: AbortSignal,
  onProgress?: (query: QueryAnswerView) => void,
): Promise<QueryAnswerView> {
  const since = performance.now();
  for (;;) {
    const query = await getQuery(id, page, signal);
    if (hasEnded(query)) return query;
    onProgress?.(query);
    await pause(nextLookMs(performance.now() - since), signal);
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
