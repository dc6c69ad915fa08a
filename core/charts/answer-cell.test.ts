import { describe, expect, it } from "vitest";
import { numberText, roleOf, toNumber, toTime } from "./answer-cell.ts";

describe("a cell of an answer", () => {
  it.each([
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31 07:00:00", "2026-01-31T07:00:00.000Z"],
    ["2026-01-31 07:00:00.123456", "2026-01-31T07:00:00.123Z"],
    ["2026-01-31T07:00:00Z", "2026-01-31T07:00:00.000Z"],
    ["2026-01-31 07:00:00 UTC", "2026-01-31T07:00:00.000Z"],
    ["2026-01-31 07:00:00+02", "2026-01-31T05:00:00.000Z"],
    ["2026-01-31T07:00:00-0530", "2026-01-31T12:30:00.000Z"],
  ])("%s is a time, in UTC where it says no zone", (text, iso) => {
    expect(new Date(toTime(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each(["2026-13-01", "31.01.2026", "20260131", "", null, 12])("%s is no time", (cell) => {
    expect(toTime(cell)).toBeNull();
  });

  it("is a number by its digits alone", () => {
    expect(["1.50", " 7 ", "-2e3", 4, true, "", null, "0x10", "NaN", "1,5", "Infinity"].map(toNumber)).toEqual([
      1.5,
      7,
      -2000,
      4,
      1,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("is said with all of its digits, beyond what a double has", () => {
    expect(numberText("9007199254740993")).toBe("9,007,199,254,740,993");
    expect(numberText("1290.000000000")).toBe("1,290");
    expect(numberText("12.50")).toBe("12.50");
    expect(numberText("0.123000000")).toBe("0.123");
    expect(numberText(null)).toBe("none");
    expect(numberText("n/a")).toBe("n/a");
  });
});

describe("what a column is to a chart", () => {
  it("follows from its type", () => {
    expect(roleOf({ name: "a", type: "BIGINT" }, [])).toBe("number");
    expect(roleOf({ name: "a", type: "DECIMAL(38,9)" }, [])).toBe("number");
    expect(roleOf({ name: "a", type: "TIMESTAMP WITH TIME ZONE" }, [])).toBe("time");
    expect(roleOf({ name: "a", type: "INTERVAL" }, [])).toBe("text");
  });

  it("follows from its texts where all of them are times", () => {
    const column = { name: "hour", type: "VARCHAR" };

    expect(roleOf(column, ["2026-01-31T07:00:00Z", null, ""])).toBe("time");
    expect(roleOf(column, ["2026-01-31T07:00:00Z", "later"])).toBe("text");
    expect(roleOf(column, [null])).toBe("text");
  });
});
