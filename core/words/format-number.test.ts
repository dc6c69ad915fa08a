import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatPercent, formatShortCount, plural } from "./format-number.ts";

describe("numbers in words", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [1_234_567, "1.2 MB"],
    [999_600, "1 MB"],
    [123_456_789, "123 MB"],
    [5_000_000_000, "5 GB"],
  ])("says %d bytes as %s", (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it.each([
    [0, "0"],
    [9_999, "9,999"],
    [12_345, "12.3 k"],
    [1_216_202, "1.2 M"],
  ])("shortens %d to %s", (count, words) => {
    expect(formatShortCount(count)).toBe(words);
  });

  it("groups digits and chooses the plural", () => {
    expect(formatCount(1_216_202)).toBe("1,216,202");
    expect(plural(1, "row")).toBe("1 row");
    expect(plural(1200, "row")).toBe("1,200 rows");
    expect(plural(2, "entry", "entries")).toBe("2 entries");
  });

  it("never says 100 % before everything is there", () => {
    expect(formatPercent(0.9999)).toBe("99 %");
    expect(formatPercent(1)).toBe("100 %");
    expect(formatPercent(1.2)).toBe("100 %");
  });
});
