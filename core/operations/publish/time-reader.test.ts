import { describe, expect, it } from "vitest";
import { TimeReader } from "./time-reader.ts";

function read(text: string, { format = null, zone = "UTC" }: { format?: string | null; zone?: string } = {}): string | null {
  const reader = new TimeReader({ format, zone });
  const bytes = new TextEncoder().encode(text);
  if (!reader.read(bytes, 0, bytes.length)) return null;
  const date = new Date(reader.seconds * 1000).toISOString().slice(0, 19);
  return reader.micros === 0 ? date : `${date}.${String(reader.micros).padStart(6, "0")}`;
}

describe("the time of a row", () => {
  it.each([
    ["2026-01-31T07:59:58", "2026-01-31T07:59:58"],
    ["2026-01-31 07:59:58Z", "2026-01-31T07:59:58"],
    ["2026-01-31t07:59:58.25z", "2026-01-31T07:59:58.250000"],
    ["2026-01-31 07:59:58,123456789", "2026-01-31T07:59:58.123456"],
    ["2026-01-31T07:59", "2026-01-31T07:59:00"],
    ["2026-01-31T00:30:00+01:00", "2026-01-30T23:30:00"],
    ["2026-01-31T23:30:00.5-0130", "2026-02-01T01:00:00.500000"],
    ["2026-01-31T23:30:00-05", "2026-02-01T04:30:00"],
    ["2026-01-31", "2026-01-31T00:00:00"],
    ["20260131", "2026-01-31T00:00:00"],
    ["20260131T0759Z", "2026-01-31T07:59:00"],
    ["2026/1/3 7:05", "2026-01-03T07:05:00"],
    ["2026-01-31 07:59:58 UTC", "2026-01-31T07:59:58"],
    ["  2026-01-31 07:59:58 ", "2026-01-31T07:59:58"],
    ["1254033280", "2009-09-27T06:34:40"],
    ["1254033280.5", "2009-09-27T06:34:40.500000"],
    ["1254033280123", "2009-09-27T06:34:40.123000"],
    ["1254033280123456", "2009-09-27T06:34:40.123456"],
    ["-1254033280123", "1930-04-06T17:25:19.877000"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    "",
    " ",
    "yesterday",
    "2026-02-30T00:00:00",
    "2026-01-31T24:00:00",
    "2026-01-31T07:60:00",
    "2026-01-31T07:59:58.",
    "2026-01-31T07:59:58+99:00",
    "0000-01-01",
    "0001-01-01T00:00:00+01:00",
    "12345",
    "20261331",
    "99999999999999999999",
    "31.01.2026",
  ])("%j is none", (text) => {
    expect(read(text)).toBeNull();
  });

  it("keeps to a format that is given", () => {
    const format = "%d.%m.%Y %H:%M";

    expect(read("31.01.2026 07:59", { format })).toBe("2026-01-31T07:59:00");
    expect(read("2026-01-31T07:59:58", { format })).toBeNull();
    expect(read("31/1/26", { format: "%d/%m/%y", zone: "Europe/Paris" })).toBe("2026-01-30T23:00:00");
    expect(read("31.02.2026 07:59", { format })).toBeNull();
  });

  it("reads a time without a zone in the one that is said, and leaves those that say theirs", () => {
    expect(read("2026-07-01T12:00:00", { zone: "Europe/Paris" })).toBe("2026-07-01T10:00:00");
    expect(read("2026-01-01 12:00", { zone: "Europe/Paris" })).toBe("2026-01-01T11:00:00");
    expect(read("2026-07-01T12:00:00Z", { zone: "Europe/Paris" })).toBe("2026-07-01T12:00:00");
    expect(read("2026-07-01T12:00:00+05:30", { zone: "Europe/Paris" })).toBe("2026-07-01T06:30:00");
    expect(read("1254033280", { zone: "Europe/Paris" })).toBe("2009-09-27T06:34:40");
    expect(read("2026-07-01T12:00:00", { zone: "+05:45" })).toBe("2026-07-01T06:15:00");
  });

  it("lays a time that clocks skip behind the gap, and takes the earlier one of two that they show alike", () => {
    const paris = (text: string) => read(text, { zone: "Europe/Paris" });

    expect(paris("2026-03-29T01:59:59")).toBe("2026-03-29T00:59:59");
    expect(paris("2026-03-29T02:30:00")).toBe("2026-03-29T01:30:00");
    expect(paris("2026-03-29T03:00:00")).toBe("2026-03-29T01:00:00");
    expect(paris("2026-10-25T01:59:59")).toBe("2026-10-24T23:59:59");
    expect(paris("2026-10-25T02:30:00")).toBe("2026-10-25T00:30:00");
    expect(paris("2026-10-25T03:00:00")).toBe("2026-10-25T02:00:00");
    expect(read("2026-10-04T02:15:00", { zone: "Australia/Lord_Howe" })).toBe("2026-10-03T15:45:00");
  });

  it("reads many cells by one reader, each by itself", () => {
    const reader = new TimeReader({ format: null, zone: "UTC" });
    const cells = ["2026-01-31T07:59:58.5", "2026-01-31T08:00:00", "2026-02-30T08:00:00", "2026-02-01T00:00:01"];

    const seconds = cells.map((text) => {
      const bytes = new TextEncoder().encode(text);
      return reader.read(bytes, 0, bytes.length) ? [new Date(reader.seconds * 1000).toISOString(), reader.micros] : null;
    });

    expect(seconds).toEqual([
      ["2026-01-31T07:59:58.000Z", 500_000],
      ["2026-01-31T08:00:00.000Z", 0],
      null,
      ["2026-02-01T00:00:01.000Z", 0],
    ]);
  });
});
