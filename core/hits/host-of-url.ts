const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;
const endOfAuthority = /[/?#\\]/g;

/**
 * The host that a URL names: lower case, without user, port and a last dot. Empty for what names none; nothing that is written in a
 * file makes it throw.
 */
export function hostOfUrl(url: string): string {
  const text = url.trim();
  const start = startOfAuthority(text);
  if (start === -1) return "";
  const authority = text.slice(start, endFrom(text, start));
  const named = authority.slice(authority.lastIndexOf("@") + 1);
  const portAt = named.indexOf(":", named.startsWith("[") ? named.indexOf("]") : 0);
  const host = portAt === -1 ? named : named.slice(0, portAt);
  return (host.endsWith(".") ? host.slice(0, -1) : host).toLowerCase();
}

/** What stands between the first `?` of a URL and its `#`, as it was sent. */
export function queryOfUrl(url: string): string {
  const end = url.indexOf("#");
  const named = end === -1 ? url : url.slice(0, end);
  const start = named.indexOf("?");
  return start === -1 ? "" : named.slice(start + 1);
}

/** A host as sites are compared: with and without `www.` is the same site. */
export function siteOfHost(host: string): string {
  return host.startsWith("www.") ? host.slice(4) : host;
}

function startOfAuthority(url: string): number {
  return scheme.exec(url)?.[0].length ?? -1;
}

function endFrom(url: string, start: number): number {
  endOfAuthority.lastIndex = start;
  return endOfAuthority.exec(url)?.index ?? url.length;
}
