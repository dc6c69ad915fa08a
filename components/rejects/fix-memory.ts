import * as z from "zod/mini";
import { type FixHistory, fixHistorySchema, noFixes } from "#core/fixes/fix-history";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";

const rememberedSchema = z.object({ job: z.string(), at: z.number(), history: fixHistorySchema });
type Remembered = z.infer<typeof rememberedSchema>;

const storageKey = "sluice.fixes";
/** Characters of one job's steps, and how many jobs are remembered. */
const maxJobText = 400_000;
const mostJobs = 10;

/** What was done about a job's rejected rows and not sent yet: it survives a reload in this browser. */
export function rememberedFixes(job: string, store?: KeptStore): FixHistory {
  return readAll(store).find((one) => one.job === job)?.history ?? noFixes;
}

/** False where it is too much to be kept, or the browser keeps nothing. */
export function rememberFixes(job: string, history: FixHistory, store?: KeptStore, now = Date.now()): boolean {
  const others = readAll(store).filter((one) => one.job !== job);
  const isEmpty = history.done.length === 0 && history.undone.length === 0;
  if (JSON.stringify(history).length > maxJobText) return false;
  const all = isEmpty ? others : [{ job, at: now, history }, ...others];
  return keepHere(storageKey, all.slice(0, mostJobs), store);
}

function readAll(store: KeptStore | undefined): Remembered[] {
  const all = readKept(storageKey, store);
  // What another version of the page wrote is no reason to fail.
  return Array.isArray(all) ? all.flatMap((one) => rememberedSchema.safeParse(one).data ?? []) : [];
}
