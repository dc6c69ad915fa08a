import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberTicks, timeTicks } from "./nice-ticks.ts";
import { timeLabel, timeTitle } from "./time-words.ts";

const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

describe("ticks of numbers", () => {
  it("are round and hold both ends", () => {
    expect(numberTicks(0, 97, 6)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(numberTicks(-3, 3, 4)).toEqual([-4, -2, 0, 2, 4]);
    expect(numberTicks(0.1, 0.32, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
  });

  it("stand around a single value", () => {
    expect(numberTicks(5, 5, 3).length).toBeGreaterThan(1);
    expect(numberTicks(0, 0, 3)).toEqual([-1, 0, 1]);
  });

  it("always hold the range, and are few", () => {
    const value = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
        const ticks = numberTicks(a, b, count);
        const slack = Math.max(Math.abs(a), Math.abs(b)) * 1e-9;
        return ticks.length <= count + 3 && (ticks[0] ?? 0) <= Math.min(a, b) + slack && (ticks.at(-1) ?? 0) >= Math.max(a, b) - slack;
      }),
    );
  });
});

describe("ticks of time", () => {
  const from = Date.UTC(2026, 0, 31, 7, 20);

  it("are whole hours of a day and whole days of a week", () => {
    expect(iso(timeTicks(from, from + 86_400_000, 5))).toEqual([
      "2026-01-31T12:00",
      "2026-01-31T18:00",
      "2026-02-01T00:00",
      "2026-02-01T06:00",
    ]);
    expect(iso(timeTicks(from, from + 4 * 86_400_000, 5))).toEqual([
      "2026-02-01T00:00",
      "2026-02-02T00:00",
      "2026-02-03T00:00",
      "2026-02-04T00:00",
    ]);
  });

  it("are first days of months of a year", () => {
    expect(iso(timeTicks(from, Date.UTC(2026, 11, 31), 6))).toEqual(["2026-04-01T00:00", "2026-07-01T00:00", "2026-10-01T00:00"]);
  });

  it("are said as briefly as tells them apart", () => {
    expect(timeLabel(from, 3_600_000)).toBe("07:20");
    expect(timeLabel(Date.UTC(2026, 1, 1), 3_600_000)).toBe("1 Feb");
    expect(timeLabel(Date.UTC(2026, 3, 1), 80 * 86_400_000)).toBe("Apr 2026");
    expect(timeTitle(from)).toBe("31 Jan 2026, 07:20");
    expect(timeTitle(Date.UTC(2026, 1, 1))).toBe("1 Feb 2026");
  });
});
