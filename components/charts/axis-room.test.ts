import { describe, expect, it } from "vitest";
import { labelsLeftOut, labelsWidth, valueRange } from "./axis-room.ts";

const days = Array.from({ length: 30 }, (_, day) => `${day + 1} Nov`);

describe("the room that labels take", () => {
  it("is that of the longest beside an axis", () => {
    expect(labelsWidth(["0", "1.25 GB"])).toBeGreaterThan(labelsWidth(["0", "9"]));
  });

  it("leaves out as many below an axis as would touch, and none where there is room", () => {
    const shown = (width: number) => days.filter((_, index) => index % (labelsLeftOut(days, width) + 1) === 0).length;

    expect(shown(3_000)).toBe(30);
    for (const width of [280, 600, 1000]) expect(shown(width) * "30 Nov".length * 7).toBeLessThanOrEqual(width);
    expect(labelsLeftOut([], 100)).toBe(0);
    expect(labelsLeftOut(days, 0)).toBe(0);
  });
});

describe("the range of what is drawn", () => {
  it("holds zero, and sums where parts stand on each other", () => {
    expect(
      valueRange(
        [
          [1, 2],
          [4, 3],
        ],
        false,
      ),
    ).toEqual([0, 4]);
    expect(
      valueRange(
        [
          [1, 2],
          [4, 3],
        ],
        true,
      ),
    ).toEqual([0, 7]);
    expect(valueRange([[-2]], false)).toEqual([-2, 0]);
    expect(valueRange([], true)).toEqual([0, 0]);
  });
});
