import { expect, it } from "vitest";
import { numberScale, shortNumber, textScale, timeScale } from "./plot-scale.ts";

it("an axis of numbers begins and ends at round ones", () => {
  const { place, ticks } = numberScale({ from: 0, to: 95, start: 200, end: 0 }, 6);

  expect(ticks.map(({ label }) => label)).toEqual(["0", "20", "40", "60", "80", "100"]);
  expect(place(50)).toBe(100);
});

it("a single time stands in the middle", () => {
  const { place, ticks } = timeScale({ from: 0, to: 0, start: 0, end: 100 });

  expect(place(0)).toBe(50);
  expect(ticks).toEqual([{ at: 50, label: "1 Jan" }]);
});

it("texts that find no room are not named", () => {
  const { ticks } = textScale(
    Array.from({ length: 100 }, (_, index) => `country ${index}`),
    0,
    400,
  );

  expect(ticks.length).toBeLessThanOrEqual(5);
});

it("numbers beside an axis are short", () => {
  expect([1_250_000, -20_000, 0.25, 1e-7, 0].map(shortNumber)).toEqual(["1.3 M", "−20 k", "0.25", "1.0e-7", "0"]);
});
