import * as z from "zod/mini";
import { type KeptStore, keepHere, readKept } from "../ui/kept-here.ts";

const name = "sluice.card-answers";
const mostKept = 200;
const keptSchema = z.array(z.tuple([z.string(), z.string()]));

/** The query that last answered a statement, so that its answer can be shown while the next one comes. */
export function lastQueryOf(sql: string, store?: KeptStore): string | undefined {
  return readAll(store).find(([key]) => key === keyOf(sql))?.[1];
}

export function keepLastQuery(sql: string, query: string, store?: KeptStore): void {
  const others = readAll(store).filter(([key]) => key !== keyOf(sql));
  keepHere(name, [[keyOf(sql), query], ...others].slice(0, mostKept), store);
}

/** One that is not there any more. */
export function forgetLastQuery(sql: string, store?: KeptStore): void {
  const others = readAll(store).filter(([key]) => key !== keyOf(sql));
  keepHere(name, others, store);
}

function readAll(store: KeptStore | undefined): [string, string][] {
  const kept = keptSchema.safeParse(readKept(name, store));
  return kept.success ? kept.data : [];
}

/** Short: statements are long. Two that share one only show the other's answer for a moment (FNV-1a, twice). */
function keyOf(sql: string): string {
  const hash = (start: number) => {
    let value = start;
    for (let place = 0; place < sql.length; place++) value = Math.imul(value ^ sql.charCodeAt(place), 0x01000193);
    return (value >>> 0).toString(36);
  };
  return `${hash(0x811c9dc5)}${hash(0x1b873593)}${sql.length.toString(36)}`;
}
