import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaleBars } from "./bar-scale.ts";

describe("the bars of a chart", () => {
  it("share a scale from zero to the greatest", () => {
    expect(scaleBars([10, 5, 0])).toEqual([
      { start: 0, length: 1 },
      { start: 0, length: 0.5 },
      { start: 0, length: 0 },
    ]);
  });

  it("go to the left of zero where they are negative", () => {
    expect(scaleBars([30, -10])).toEqual([
      { start: 0.25, length: 0.75 },
      { start: 0, length: 0.25 },
    ]);
  });

  it("have no length where there is nothing", () => {
    expect(scaleBars([0, 0])).toEqual([
      { start: 0, length: 0 },
      { start: 0, length: 0 },
    ]);
    expect(scaleBars([])).toEqual([]);
  });

  it("stay within the width, whatever the values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { maxLength: 21 }), (values) => {
        for (const { start, length } of scaleBars(values)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + length).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
