import fc from "fast-check";
import { expect, it } from "vitest";
import { behindPrefix, type Cursor, collectPage, type Page } from "./list-page.ts";

type Row = { key: string; id: number };

function byUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function fetchFrom(keys: readonly string[]) {
  return ({ key, isInclusive }: Cursor, end: string | undefined, limit: number): Row[] =>
    keys
      .map((name, id) => ({ key: name, id }))
      .filter(
        (row) => (isInclusive ? byUtf8(row.key, key) >= 0 : byUtf8(row.key, key) > 0) && (end === undefined || byUtf8(row.key, end) < 0),
      )
      .slice(0, limit);
}

function listByPages(keys: readonly string[], prefix: string, delimiter: string, maxKeys: number): string[] {
  const found: string[] = [];
  let start: Cursor | undefined = { key: "", isInclusive: false };
  while (start) {
    const page: Page<Row> = collectPage<Row>({ prefix, delimiter, maxKeys, start, fetch: fetchFrom(keys) });
    expect(page.rows.length + page.prefixes.length).toBeLessThanOrEqual(maxKeys);
    found.push(...page.rows.map((row) => row.key), ...page.prefixes);
    const { last } = page;
    start = page.isTruncated && last !== undefined ? nextCursor(last) : undefined;
  }
  return found.sort(byUtf8);
}

function nextCursor(last: Row | string): Cursor | undefined {
  return typeof last === "string" ? behindPrefix(last) : { key: last.key, isInclusive: false };
}

function listAtOnce(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const names = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0 ? key : key.slice(0, at + delimiter.length);
    });
  return [...new Set(names)].sort(byUtf8);
}

it("lists every key and common prefix once, whatever the size of a page", () => {
  const key = fc.string({ unit: fc.constantFrom("a", "b", "/", "\u{10ffff}", "\ud7ff", "é", "📄"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 20 }),
      fc.constantFrom("", "a", "a/", "\u{10ffff}"),
      fc.constantFrom("", "/", "b/"),
      fc.integer({ min: 1, max: 5 }),
      (keys, prefix, delimiter, maxKeys) => {
        const sorted = keys.sort(byUtf8);

        expect(listByPages(sorted, prefix, delimiter, maxKeys)).toEqual(listAtOnce(sorted, prefix, delimiter));
      },
    ),
    { numRuns: 500 },
  );
});
