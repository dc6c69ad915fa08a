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
const countryCode = /^[a-z]{2}$/;

/**
 * The engine whose host this is, in lower case: one of its labels is an engine's name, behind which stands one label (`.com`), or a
 * second level and a country (`.co.uk`), and nothing else. `google.evil.com` is none.
 */
export function engineOfHost(host: string): SearchEngine | null {
  const labels = host.split(".");
  const [second = "", last = ""] = labels.slice(-2);
  if (last === "") return null;
  const short = toEngine(second, last);
  if (short) return short;
  return secondLevels.has(second) && countryCode.test(last) ? toEngine(labels.at(-3), `${second}.${last}`) : null;
}

function toEngine(name: string | undefined, suffix: string): SearchEngine | null {
  const parameters = name === undefined ? undefined : parametersOf.get(name);
  return parameters ? { domain: `${name}.${suffix}`, parameters } : null;
}
