import * as z from "zod/mini";
import { type Fix, fixSchema } from "./fix.ts";

const steps = z.readonly(z.array(fixSchema));

/** What was done, in order, and what was undone, the latest last. */
export const fixHistorySchema = z.object({ done: steps, undone: steps });
export type FixHistory = z.infer<typeof fixHistorySchema>;

export const noFixes: FixHistory = { done: [], undone: [] };

/** A new step; what was undone before cannot be done again after it. */
export function addFix({ done }: FixHistory, fix: Fix): FixHistory {
  return { done: [...done, fix], undone: [] };
}

export function undoFix(history: FixHistory): FixHistory {
  const last = history.done.at(-1);
  return last === undefined ? history : { done: history.done.slice(0, -1), undone: [...history.undone, last] };
}

export function redoFix(history: FixHistory): FixHistory {
  const last = history.undone.at(-1);
  return last === undefined ? history : { done: [...history.done, last], undone: history.undone.slice(0, -1) };
}
