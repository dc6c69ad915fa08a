import * as z from "zod/mini";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";

const storageKey = "sluice.query";
const draftSchema = z.object({
  sql: z.string(),
  /** What it began as: see `originOf`. */
  origin: z.nullable(z.string()),
});

/** What is written in the editor, saved nowhere else. */
export type Draft = z.infer<typeof draftSchema>;

export const noDraft: Draft = { sql: "", origin: null };

export function readDraft(store?: KeptStore): Draft {
  return draftSchema.safeParse(readKept(storageKey, store)).data ?? noDraft;
}

export function keepDraft(draft: Draft, store?: KeptStore): void {
  keepHere(storageKey, draft, store);
}
