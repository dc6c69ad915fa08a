import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSample, type RiverSample, riverMs, riverPath } from "./river-shape.ts";

const bed = { width: 100, height: 40 };
const at = (seconds: number, waiting: number, inFlight = 0): RiverSample => ({ at: 1_000_000_000 + seconds * 1000, waiting, inFlight });
const depthOf = ({ waiting, inFlight }: RiverSample) => waiting + inFlight;

describe("a queue as a river", () => {
  it("is as broad as there are messages, around its middle, with now at the right", () => {
    expect(riverPath([at(0, 0), at(150, 4), at(300, 8)], depthOf, bed)).toBe("M0,20L50,10L100,0L100,40L50,30L0,20Z");
  });

  it("with few messages does not fill its bed", () => {
    expect(riverPath([at(0, 1)], depthOf, bed)).toBe("M100,15L100,25Z");
    expect(riverPath([], depthOf, bed)).toBe("");
  });

  it("forgets what is older than its length, and what was heard late", () => {
    const samples = [at(0, 1), at(10, 2), at(20, 3)];

    expect(addSample(samples, at(riverMs / 1000 + 5, 4)).map(({ waiting }) => waiting)).toEqual([2, 3, 4]);
    expect(addSample(samples, at(15, 9)).map(({ waiting }) => waiting)).toEqual([1, 2, 9]);
  });

  it("stays within its bed, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(290), fc.nat(1e6), fc.nat(1e6)), { minLength: 1, maxLength: 60 }), (found) => {
        const samples = found.toSorted(([a], [b]) => a - b).map(([seconds, waiting, inFlight]) => at(seconds, waiting, inFlight));
        for (const [, x, y] of riverPath(samples, depthOf, bed).matchAll(/([\d.]+),([\d.]+)/g)) {
          expect(Number(x)).toBeLessThanOrEqual(bed.width);
          expect(Number(y)).toBeLessThanOrEqual(bed.height);
        }
      }),
      { numRuns: 50 },
    );
  });
});
