export interface Change {
  /** `corsRules.*.allowedOrigins.*` */
  path: string;
  changed: unknown;
}

/** One copy of the value for each of its leaves, in which that leaf is another; JSON in a text is a value of its own. */
export function everyChange(value: unknown): Change[] {
  if (typeof value === "string" && value.startsWith("{")) {
    return everyChange(JSON.parse(value)).map(({ path, changed }) => ({ path, changed: JSON.stringify(changed) }));
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      everyChange(item).map(({ path, changed }) => ({ path: join("*", path), changed: value.with(index, changed) })),
    );
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      everyChange(inner).map(({ path, changed }) => ({ path: join(key, path), changed: { ...value, [key]: changed } })),
    );
  }
  return [{ path: "", changed: another(value) }];
}

function join(key: string, path: string): string {
  return path === "" ? key : `${key}.${path}`;
}

function another(leaf: unknown): unknown {
  if (typeof leaf === "boolean") return !leaf;
  if (typeof leaf === "number") return leaf + 1;
  if (leaf === "Allow") return "Deny";
  if (leaf === "allow") return "deny";
  return leaf === null ? "something" : `${String(leaf)}x`;
}
