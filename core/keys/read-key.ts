/**
 * The API key that a call carries, or null. `X-Api-Key` is first: where a CDN signs what it sends on, Authorization is its own. Only the
 * scheme Bearer is ours.
 */
export function readKey(headers: Headers): string | null {
  const named = headers.get("x-api-key")?.trim();
  if (named) return named;
  const [, bearer] = /^bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "") ?? [];
  return bearer ?? null;
}
