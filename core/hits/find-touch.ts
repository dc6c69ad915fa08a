import { engineOfHost } from "./engine-of-host.ts";
import { hostOfUrl, queryOfUrl, siteOfHost } from "./host-of-url.ts";
import { keywordOfQuery } from "./keyword-of-query.ts";

/** A visitor who came from a search engine, with what they searched for. */
export interface Touch {
  domain: string;
  keyword: string;
}

/** The touch that a hit is: its referrer is an engine's page for a keyword, and another site than the page itself. */
export function findTouch(hit: { referrer: string; pageUrl: () => string }, options: { foldCase: boolean }): Touch | null {
  const host = hostOfUrl(hit.referrer);
  const engine = engineOfHost(host);
  if (!engine) return null;
  const keyword = keywordOfQuery(queryOfUrl(hit.referrer), engine.parameters, options);
  if (keyword === null || siteOfHost(host) === siteOfHost(hostOfUrl(hit.pageUrl()))) return null;
  return { domain: engine.domain, keyword };
}
