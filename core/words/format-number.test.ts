import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatPercent, formatShare, formatShortCount, plural } from "./format-number.ts";

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

  it.each([
    [0, 1000, "0 %"],
    [1, 1_000_000, "under 0.1 %"],
    [3, 1000, "0.3 %"],
    [30, 1000, "3 %"],
    [270, 10_000, "3 %"],
    [1993, 10_000, "20 %"],
    [4985, 10_000, "50 %"],
    [997, 1000, "99.7 %"],
    [999_999, 1_000_000, "over 99.9 %"],
    [1000, 1000, "100 %"],
    [0, 0, "0 %"],
  ])("%d of %d are %s", (part, whole, words) => {
    expect(formatShare(part, whole)).toBe(words);
  });
});
