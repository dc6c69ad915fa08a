import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePlaces, keyCells, toKey, toPlace } from "./record-key.ts";
import { utf8Length } from "./utf8-length.ts";

const cells = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));

describe("a key", () => {
  it("says its cells again, and is another one for other cells", () => {
    fc.assert(
      fc.property(cells, cells, (one, other) => {
        expect(keyCells(toKey(one))).toEqual(one);
        expect(toKey(one) === toKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 300 },
    );
  });

  it("tells “a”, “bc” from “ab”, “c”", () => {
    expect(toKey(["a", "bc"])).not.toBe(toKey(["ab", "c"]));
  });
});

describe("a place", () => {
  it("has at most 1,000 bytes, and is as whole as a text can be", () => {
    const long = toPlace(["é".repeat(940)]);

    expect(utf8Length(long)).toBeLessThanOrEqual(1000);
    expect(long.isWellFormed()).toBe(true);
    expect(long).not.toBe(toPlace([`${"é".repeat(939)}e`]));
  });

  it("is another one for other cells, also where they hold NUL", () => {
    expect(new Set([["a\0b"], ["a", "b"], ["a\0", "b"], ["a", "\0b"]].map(toPlace)).size).toBe(4);
  });

  it("is ordered by the bytes of its UTF-8", () => {
    const bytes = (value: string) => Buffer.from(value.toWellFormed());
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a.isWellFormed() && b.isWellFormed());
        expect(Math.sign(comparePlaces(a, b))).toBe(Math.sign(Buffer.compare(bytes(a), bytes(b))));
      }),
      { numRuns: 300 },
    );
  });
});

it("bytes of a text are counted as UTF-8 has them", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(utf8Length(value)).toBe(new TextEncoder().encode(value).length);
    }),
    { numRuns: 300 },
  );
});
