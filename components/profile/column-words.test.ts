import { describe, expect, it } from "vitest";
import { edgeLabels, isOutlying } from "./column-words.ts";

describe("the axis of a histogram", () => {
  it("says numbers short, and in full where short ones would be the same", () => {
    expect(edgeLabels(["0", "50000", "1000000"])).toEqual(["0", "50K", "1M"]);
    expect(edgeLabels(["1000000000", "1000000001"])).toEqual(["1000000000", "1000000001"]);
  });

  it("says as much of a moment as it takes", () => {
    expect(edgeLabels(["2020-01-01", "2021-01-01"])).toEqual(["2020", "2021"]);
    expect(edgeLabels(["2020-01-01T00:00:00", "2020-03-01T00:00:00"])).toEqual(["2020-01", "2020-03"]);
    expect(edgeLabels(["2020-01-01T10:00:00", "2020-01-01T11:00:00"])).toEqual(["10:00:00", "11:00:00"]);
    expect(edgeLabels(["2020-01-01T10:00:00", "2020-01-02T10:00:00"])).toEqual(["2020-01-01 10:00", "2020-01-02 10:00"]);
  });
});

it("only ends of another width hold outliers, and only where there are some", () => {
  const bins = [
    { from: "0", to: "1", count: 1 },
    { from: "1", to: "2", count: 1 },
    { from: "2", to: "900", count: 1 },
  ];

  expect(bins.map((_, index) => isOutlying(bins, index, 1))).toEqual([false, false, true]);
  expect(isOutlying(bins, 2, 0)).toBe(false);
});
