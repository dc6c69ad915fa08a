/**
 * The parameters of a path by a template such as `/api/jobs/{id}`, decoded; null when it is another path or holds an
 * escape that cannot be decoded.
 */
export function matchPath(template: string, pathname: string): Record<string, string> | null {
  const expected = template.split("/");
  const given = pathname.split("/");
  if (expected.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = decodePath(given[index] ?? "");
    if (value === null) return null;
    if (part.startsWith("{")) params[part.slice(1, -1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

/** Null when an escape in it is not one, or is not UTF-8. */
export function decodePath(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
