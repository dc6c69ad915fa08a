/** RFC 3986 escaping, as SigV4 wants it: everything but letters, digits and `-._~`. */
export function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function escapeUriPath(path: string): string {
  return escapeUri(path).replaceAll("%2F", "/");
}

/** How keys appear in event messages and in listings with `encoding-type=url`: `+` for a space, `/` as it is. */
export function encodeKey(key: string): string {
  return escapeUriPath(key).replaceAll("%20", "+");
}

/** Text as a header carries it: its UTF-8 bytes, each as one character, which is how Node reads and writes headers. */
export function toHeaderText(text: string): string {
  return Buffer.from(text).toString("latin1");
}
