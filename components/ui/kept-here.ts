import { parseJson } from "#core/parse-json";

export type KeptStore = Pick<Storage, "getItem" | "setItem">;

/** What this browser keeps under a name; undefined where that is nothing, no JSON, or not for us to see. */
export function readKept(name: string, store?: KeptStore): unknown {
  return ifAllowed(() => parseJson(open(store)?.getItem(name) ?? ""));
}

/** False where it has no room for it, or keeps nothing: what was to be kept lasts as long as the page. */
export function keepHere(name: string, value: unknown, store?: KeptStore): boolean {
  const kept = ifAllowed(() => {
    const place = open(store);
    place?.setItem(name, JSON.stringify(value));
    return place !== undefined;
  });
  return kept ?? false;
}

/** There is none where pages are drawn on the server. */
function open(store: KeptStore | undefined): KeptStore | undefined {
  return store ?? globalThis.localStorage;
}

/** A browser whose user allows no storage refuses even to say whether there is something. */
function ifAllowed<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
