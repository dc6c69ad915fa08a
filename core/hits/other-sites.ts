import { engineOfHost } from "./engine-of-host.ts";
import { hostOfUrl } from "./host-of-url.ts";

const origin = /^[a-z][a-z0-9+.-]*:\/\/[!"$-.0->@-[\]-~]*[/?#\\]/i;
const maxKnown = 4;
const longest = 128;

/** How URLs begin whose host is no search engine's: most referrers are of a few such sites, and need not be made text. */
export class OtherSites {
  readonly #known: Uint8Array[] = [];
  #next = 0;

  /** Whether the text in [from, to) is known to be of such a site. */
  has(bytes: Uint8Array, from: number, to: number): boolean {
    return this.#known.some((start) => beginsWith(bytes, from, to, start));
  }

  /** Remembers the site of a URL, if it is one. */
  learn(url: string): void {
    const [start] = origin.exec(url.slice(0, longest)) ?? [];
    if (start === undefined || engineOfHost(hostOfUrl(start))) return;
    this.#known[this.#next] = new TextEncoder().encode(start);
    this.#next = (this.#next + 1) % maxKnown;
  }
}

function beginsWith(bytes: Uint8Array, from: number, to: number, start: Uint8Array): boolean {
  if (to - from < start.length) return false;
  for (let at = start.length - 1; at >= 0; at--) if (bytes[from + at] !== start[at]) return false;
  return true;
}
