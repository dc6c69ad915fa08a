import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planUpload } from "./upload-plan.ts";

describe("the plan of an upload in parts", () => {
  it("covers every byte exactly once, whatever is there already", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 700 }), fc.array(fc.nat(20)), (size, partSize, numbers) => {
        const uploaded = [...new Set(numbers)].map((number) => ({ number, etag: "e", size: partSize }));

        const { missing, stored, storedBytes } = planUpload(size, partSize, uploaded);

        const sent = missing.reduce((sum, part) => sum + part.end - part.start, 0);
        expect(sent + storedBytes).toBe(size);
        const all = [...missing, ...stored].map((part) => part.number).sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: Math.ceil(size / partSize) }, (_, index) => index + 1));
      }),
    );
  });

  it("sends a part again that is there with another size", () => {
    const plan = planUpload(250, 100, [
      { number: 1, etag: "a", size: 100 },
      { number: 2, etag: "b", size: 60 },
      { number: 3, etag: "c", size: 50 },
    ]);

    expect(plan.missing).toEqual([{ number: 2, start: 100, end: 200 }]);
    expect(plan.storedBytes).toBe(150);
  });
});
