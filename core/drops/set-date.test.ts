import { describe, expect, it } from "vitest";
import { addDays, dateIn, isDate, isZone, timeIn, weekdayOf } from "./set-date.ts";

const at = (zone: string, date: string, time: string) => new Date(timeIn(zone, date, time)).toISOString();

describe("a day", () => {
  it.each(["20260229", "20261301", "20260010", "2026111", "00000000"])("%s is none", (text) => {
    expect(isDate(text)).toBe(false);
  });

  it("is counted over months and leap years", () => {
    expect(addDays("20240228", 1)).toBe("20240229");
    expect(addDays("20260101", -1)).toBe("20251231");
    expect([weekdayOf("20261120"), weekdayOf("20261122")]).toEqual([5, 7]);
  });

  it("begins where it is", () => {
    const time = Date.parse("2026-11-20T23:30:00Z");

    expect([dateIn("UTC", time), dateIn("Europe/Berlin", time), dateIn("America/New_York", time)]).toEqual([
      "20261120",
      "20261121",
      "20261120",
    ]);
  });
});

describe("a time of day in a zone", () => {
  it.each([
    ["UTC", "20261120", "09:00", "2026-11-20T09:00:00.000Z"],
    ["Europe/Berlin", "20260120", "09:00", "2026-01-20T08:00:00.000Z"],
    ["Europe/Berlin", "20260720", "09:00", "2026-07-20T07:00:00.000Z"],
    ["Asia/Kolkata", "20260720", "00:15", "2026-07-19T18:45:00.000Z"],
    ["Pacific/Kiritimati", "20260720", "09:00", "2026-07-19T19:00:00.000Z"],
    // The clocks go from 02:00 to 03:00, and from 03:00 to 02:00.
    ["Europe/Berlin", "20260329", "02:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "20260329", "03:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "20261025", "02:30", "2026-10-25T00:30:00.000Z"],
    ["Europe/Berlin", "20261025", "03:30", "2026-10-25T02:30:00.000Z"],
  ])("%s %s %s is %s", (zone, date, time, expected) => {
    expect(at(zone, date, time)).toBe(expected);
  });

  it("is asked of zones that there are", () => {
    expect([isZone("Europe/Berlin"), isZone("UTC"), isZone("Mars/Olympus")]).toEqual([true, true, false]);
  });
});
