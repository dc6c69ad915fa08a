import * as z from "zod/mini";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";

export type Widths = ReadonlyMap<string, number>;

const storageKey = "sluice.grid.widths";
const rememberedSchema = z.object({ key: z.string(), widths: z.record(z.string(), z.number()) });
/** Tables of which widths are kept, the last changed first: each job has its own, and a browser's room is small. */
const mostTables = 60;
const least = 56;
const most = 800;

export function withinBounds(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

/** The widths that a person gave the columns of a table, by their names. */
export function rememberedWidths(key: string, store?: KeptStore): Widths {
  const found = readAll(store).find((table) => table.key === key)?.widths ?? {};
  return new Map(Object.entries(found).map(([name, width]) => [name, withinBounds(width)]));
}

export function rememberWidths(key: string, widths: Widths, store?: KeptStore): void {
  const others = readAll(store).filter((table) => table.key !== key);
  keepHere(storageKey, [{ key, widths: Object.fromEntries(widths) }, ...others].slice(0, mostTables), store);
}

function readAll(store: KeptStore | undefined): z.infer<typeof rememberedSchema>[] {
  const all = readKept(storageKey, store);
  return Array.isArray(all) ? all.flatMap((one) => rememberedSchema.safeParse(one).data ?? []) : [];
}
