import { isAppError } from "../app-error.ts";
import { RunPostponed } from "../operations/run-postponed.ts";
import type { HeldDataset } from "./dataset-lease.ts";

/**
 * What a run that holds a dataset throws in the end, for what went wrong. The dataset is kept where another attempt of the job will
 * come, and let go where none will and nothing was written. A run that got on and has no time left is no failure.
 */
export async function settleHold(held: HeldDataset, error: unknown, run: { signal: AbortSignal; progressed: boolean }): Promise<unknown> {
  const cause: unknown = run.signal.aborted ? run.signal.reason : error;
  if (!isAppError(cause)) return error;
  if (!cause.retryable) {
    if (held.holder.phase === "plan") await held.release();
    return error;
  }
  if (!run.signal.aborted || cause.code !== "unavailable" || !run.progressed) return error;
  await held.endWriting();
  return new RunPostponed("One run has not the time for all of it. The next one goes on.");
}
