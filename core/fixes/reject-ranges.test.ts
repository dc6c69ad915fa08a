import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countRanges, doRangesMeet, formatRanges, isInRanges, joinRanges, parseRanges, toRanges } from "./reject-ranges.ts";

const places = fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 30 }).map((list) => list.sort((a, b) => a - b));

describe("places of rejects", () => {
  it("are written as ranges and read again", () => {
    fc.assert(
      fc.property(places, (list) => {
        const ranges = toRanges(list);

        expect(parseRanges(formatRanges(ranges))).toEqual(ranges);
        expect(countRanges(ranges)).toBe(list.length);
        for (let place = 0; place <= 61; place++) expect(isInRanges(ranges, place)).toBe(list.includes(place));
      }),
    );
  });

  it("meet where one is in both", () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        expect(doRangesMeet(toRanges(a), toRanges(b))).toBe(a.some((place) => b.includes(place)));
        expect(joinRanges([toRanges(a), toRanges(b)])).toEqual(toRanges([...new Set([...a, ...b])].sort((x, y) => x - y)));
      }),
    );
  });

  it.each(["", "a", "3-1", "5,4", "1,1", "0-4,4", "1-", "-1", "1.5", " 1", "1,,2", "9".repeat(13)])("refuses %j", (text) => {
    expect(parseRanges(text)).toBeNull();
  });

  it("puts together what lies side by side", () => {
    expect(parseRanges("0-3,4,6")).toEqual([
      [0, 4],
      [6, 6],
    ]);
  });
});
