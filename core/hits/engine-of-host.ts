/** A search engine, by the name it is known by in its hosts. */
export interface SearchEngine {
  /** The name and its suffix: `google.co.uk`. */
  domain: string;
  /** Parameters of its result pages that may carry the keyword, the first to be looked at first. */
  parameters: readonly string[];
}

const parametersOf = new Map<string, readonly string[]>([
  ["google", ["q"]],
  ["bing", ["q"]],
  ["yahoo", ["p", "q"]],
  ["duckduckgo", ["q"]],
  ["ask", ["q"]],
  ["aol", ["q", "query"]],
  ["baidu", ["wd", "word"]],
  ["yandex", ["text"]],
  ["naver", ["query"]],
  ["ecosia", ["q"]],
  ["msn", ["q"]],
  ["live", ["q"]],
]);
const secondLevels = new Set(["co", "com", "ne", "or", "org", "net"]);
/** What a label is made of, in whatever script: nothing that could stand between columns. */
const label = /^[\p{L}\p{M}\p{N}-]+$/u;
const countryCode = /^[a-z]{2}$/;

/**
 * The engine whose host this is, in lower case: one of its labels is an engine's name, behind which stands one label (`.com`), or a
 * second level and a country (`.co.uk`), and nothing else. `google.evil.com` is none.
 */
export function engineOfHost(host: string): SearchEngine | null {
  const lastDot = host.lastIndexOf(".");
  const last = host.slice(lastDot + 1);
  if (lastDot < 1) return null;
  const second = labelBefore(host, lastDot);
  const short = toEngine(second, last);
  if (short) return label.test(last) ? short : null;
  if (!secondLevels.has(second) || !countryCode.test(last)) return null;
  return toEngine(labelBefore(host, lastDot - second.length - 1), `${second}.${last}`);
}

/** The label that ends at the dot. */
function labelBefore(host: string, dot: number): string {
  return dot < 1 ? "" : host.slice(host.lastIndexOf(".", dot - 1) + 1, dot);
}

function toEngine(name: string, suffix: string): SearchEngine | null {
  const parameters = parametersOf.get(name);
  return parameters ? { domain: `${name}.${suffix}`, parameters } : null;
}
