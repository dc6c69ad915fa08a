import * as z from "zod/mini";
import { parseJson } from "#core/parse-json";

type Store = Pick<Storage, "getItem" | "setItem">;
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
export function rememberedWidths(key: string, store: Store): Widths {
  const found = readAll(store).find((table) => table.key === key)?.widths ?? {};
  return new Map(Object.entries(found).map(([name, width]) => [name, withinBounds(width)]));
}

export function rememberWidths(key: string, widths: Widths, store: Store): void {
  const others = readAll(store).filter((table) => table.key !== key);
  const all = [{ key, widths: Object.fromEntries(widths) }, ...others].slice(0, mostTables);
  try {
    store.setItem(storageKey, JSON.stringify(all));
  } catch (error) {
    // Full or forbidden: the widths last as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}

function readAll(store: Store): z.infer<typeof rememberedSchema>[] {
  const all = parseJson(readText(store));
  return Array.isArray(all) ? all.flatMap((one) => rememberedSchema.safeParse(one).data ?? []) : [];
}

function readText(store: Store): string {
  try {
    return store.getItem(storageKey) ?? "";
  } catch (error) {
    // Storage that is forbidden is as good as none.
    if (error instanceof DOMException) return "";
    throw error;
  }
}
