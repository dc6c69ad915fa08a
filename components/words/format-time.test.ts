import { describe, expect, it } from "vitest";
import { formatDuration } from "#core/words/format-duration";
import { formatAge, formatTimeLeft } from "./format-time.ts";

describe("times in words", () => {
  it.each([
    [0, "0 ms"],
    [840, "840 ms"],
    [3_400, "3.4 s"],
    [3_000, "3 s"],
    [42_300, "42 s"],
    [59_990, "59 s"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [3_780_000, "1 h 3 min"],
    [90_000_000, "1 d 1 h"],
  ])("says %d ms as %s", (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it.each([
    [900, "almost done"],
    [8_100, "9 s left"],
    [61_000, "2 min left"],
    [4_000_000, "2 h left"],
  ])("says what is left of %d ms as %s", (ms, words) => {
    expect(formatTimeLeft(ms)).toBe(words);
  });

  it.each([
    [3_000, "now"],
    [42_000, "42 s ago"],
    [300_000, "5 min ago"],
    [7_300_000, "2 h ago"],
    [200_000_000, "2 d ago"],
  ])("says an age of %d ms as %s", (ms, words) => {
    expect(formatAge(1_000_000_000_000, 1_000_000_000_000 + ms)).toBe(words);
  });

  it("says the date of what is older than a week", () => {
    expect(formatAge(Date.UTC(2026, 10, 2, 12), Date.UTC(2026, 10, 21))).toBe("2 Nov 2026");
  });
});
