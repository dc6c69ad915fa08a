import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canvasHeight, maxCanvasPx, maxPosition, revealing, toPosition, toScrollTop } from "./scroll-scale.ts";

const rowHeight = 28;
const scales = fc
  .record({ rows: fc.integer({ min: 1, max: 200_000_000 }), view: fc.integer({ min: 28, max: 3000 }) })
  .map(({ rows, view }) => ({ content: rows * rowHeight, view: Math.min(view, rows * rowHeight) }));

describe("scrolling by scale", () => {
  it("keeps the canvas below what any browser lays out", () => {
    fc.assert(fc.property(scales, ({ content }) => canvasHeight(content) <= Math.min(content, maxCanvasPx)));
  });

  it("reaches both ends exactly, however many rows there are", () => {
    fc.assert(
      fc.property(scales, (scale) => {
        const end = canvasHeight(scale.content) - scale.view;
        expect(toPosition(scale, 0)).toBe(0);
        expect(toPosition(scale, end)).toBe(maxPosition(scale));
        expect(toScrollTop(scale, maxPosition(scale))).toBeCloseTo(end, 6);
      }),
    );
  });

  it("is pixel by pixel where the browser can do it", () => {
    const scale = { content: 1000 * rowHeight, view: 600 };

    expect([0, 1, 17, 27_400].map((top) => toPosition(scale, top))).toEqual([0, 1, 17, 27_400]);
  });

  it("shows any row whole that is asked for", () => {
    fc.assert(
      fc.property(scales, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (scale, at, share) => {
        const start = (at % (scale.content / rowHeight)) * rowHeight;
        const position = revealing(scale, share * maxPosition(scale), start, rowHeight);

        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(maxPosition(scale));
        expect(start).toBeGreaterThanOrEqual(position);
        expect(start + rowHeight).toBeLessThanOrEqual(position + scale.view);
      }),
    );
  });

  it("moves no further than it must to a row that is near", () => {
    const scale = { content: 10_000_000 * rowHeight, view: 560 };

    expect(revealing(scale, 28_000, 28_000 + 560, rowHeight)).toBe(28_028);
    expect(revealing(scale, 28_000, 27_972, rowHeight)).toBe(27_972);
    expect(revealing(scale, 28_000, 28_280, rowHeight)).toBe(28_000);
  });
});
