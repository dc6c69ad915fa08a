import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDistinctEstimate } from "./distinct-estimate.ts";

/** Hashes of the numbers from 0 to `count`, by a generator of good quality (splitmix32). */
function add(estimate: ReturnType<typeof createDistinctEstimate>, count: number, seed: number): void {
  const hash = (value: number) => {
    let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  for (let value = 0; value < count; value++) estimate.add(hash(value + seed), hash(value + seed + 0x9e3779b9));
}

describe("the estimate of distinct values", () => {
  it("counts few exactly, however often they come", () => {
    const estimate = createDistinctEstimate({ exactUpTo: 1000, precision: 12 });

    for (let round = 0; round < 5; round++) add(estimate, 1000, 1);

    expect(estimate.count()).toEqual({ count: 1000, isExact: true });
  });

  it("is within 8 % for many", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1100, max: 200_000 }), fc.integer(), (count, seed) => {
        const estimate = createDistinctEstimate({ exactUpTo: 1000, precision: 12 });

        add(estimate, count, seed);

        const { count: told, isExact } = estimate.count();
        expect(isExact).toBe(false);
        expect(Math.abs(told / count - 1)).toBeLessThan(0.08);
      }),
      { numRuns: 20 },
    );
  });
});
