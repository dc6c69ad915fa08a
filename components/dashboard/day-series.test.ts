import { describe, expect, it } from "vitest";
import type { DashboardView } from "#core/api/dashboard-api";
import { dayCharts, sumDays, toPoints } from "./day-series.ts";
import { formatOffset } from "./time-zone.ts";

type Day = DashboardView["days"][number];

function dayOf(day: string, patch: Partial<Day> = {}): Day {
  return {
    day,
    files: { done: 2, setAside: 1, failed: 1, open: 0 },
    rows: { out: 10, setAside: 3, filtered: 2 },
    bytes: 1_000,
    durations: { median: 500, slowest: 2_000 },
    ...patch,
  };
}

describe("days in a chart", () => {
  it("are the days that the server says, in whatever zone the browser is", () => {
    const [point] = toPoints([dayOf("2026-03-01")], dayCharts.rows);

    expect(point).toEqual({ label: "1 Mar", title: "Sun, 1 Mar 2026", values: { out: 10, setAside: 3, filtered: 2 } });
  });

  it("on which nothing ran have no time", () => {
    const idle = dayOf("2026-03-02", { durations: { median: null, slowest: null } });
    const [point] = toPoints([idle], dayCharts.time);

    expect(dayCharts.time.format(point?.values.median ?? 1)).toBe("–");
    expect(sumDays([dayOf("2026-03-01"), idle])).toEqual({ files: 8, failedFiles: 2, rows: 30, setAside: 6, bytes: 2_000, slowest: 2_000 });
    expect(sumDays([idle]).slowest).toBeNull();
  });

  it.each([
    [330, "+05:30"],
    [0, "+00:00"],
    [-210, "-03:30"],
  ])("are asked for by an offset where the zone has no name: %d minutes", (minutes, offset) => {
    expect(formatOffset(minutes)).toBe(offset);
  });
});
