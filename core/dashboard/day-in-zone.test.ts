import { describe, expect, it } from "vitest";
import { createZoneDays, isTimeZone } from "./day-in-zone.ts";

describe("days of a time zone", () => {
  it.each([
    ["UTC", "2026-11-20T23:59:59Z", "2026-11-20"],
    ["+05:45", "2026-11-20T18:15:00Z", "2026-11-21"],
    ["Asia/Kathmandu", "2026-11-20T18:14:59Z", "2026-11-20"],
    ["America/St_Johns", "2026-11-21T03:29:59Z", "2026-11-20"],
    ["America/St_Johns", "2026-11-21T03:30:00Z", "2026-11-21"],
  ])("in %s hold %s on %s", (zone, time, day) => {
    expect(createZoneDays(zone).dayOf(Date.parse(time))).toBe(day);
  });

  it("are counted back from today, over a change of clocks and the end of a month", () => {
    expect(createZoneDays("Europe/Berlin").lastDays(Date.parse("2026-10-25T23:30:00Z"), 3)).toEqual([
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
    ]);
    expect(createZoneDays("UTC").lastDays(Date.parse("2024-03-01T00:00:00Z"), 2)).toEqual(["2024-02-29", "2024-03-01"]);
  });

  it("are refused where there is no such zone", () => {
    expect(["Europe/Berlin", "+02:00", "UTC"].every(isTimeZone)).toBe(true);
    expect(["Mars/Olympus", "", "+99:00", "2"].some(isTimeZone)).toBe(false);
  });
});
