import * as z from "zod/mini";
import { type FixHistory, fixHistorySchema, noFixes } from "#core/fixes/fix-history";
import { parseJson } from "#core/parse-json";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const rememberedSchema = z.object({ job: z.string(), at: z.number(), history: fixHistorySchema });
type Remembered = z.infer<typeof rememberedSchema>;

const storageKey = "sluice.fixes";
/** Characters of one job's steps, and how many jobs are remembered. */
const maxJobText = 400_000;
const mostJobs = 10;

/** What was done about a job's rejected rows and not sent yet: it survives a reload in this browser. */
export function rememberedFixes(job: string, store: Store = localStorage): FixHistory {
  return readAll(store).find((one) => one.job === job)?.history ?? noFixes;
}

/** False where it is too much to be kept, or the browser keeps nothing. */
export function rememberFixes(job: string, history: FixHistory, store: Store = localStorage, now = Date.now()): boolean {
  const others = readAll(store).filter((one) => one.job !== job);
  const isEmpty = history.done.length === 0 && history.undone.length === 0;
  if (JSON.stringify(history).length > maxJobText) return false;
  const all = isEmpty ? others : [{ job, at: now, history }, ...others];
  try {
    store.setItem(storageKey, JSON.stringify(all.slice(0, mostJobs)));
    return true;
  } catch (error) {
    // The browser's room is used up, or its user allows none.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function readAll(store: Store): Remembered[] {
  const text = store.getItem(storageKey);
  if (text === null) return [];
  const all: unknown = parseJson(text);
  // What another version of the page wrote is no reason to fail.
  return Array.isArray(all) ? all.flatMap((one) => rememberedSchema.safeParse(one).data ?? []) : [];
}
