import { describe, expect, it } from "vitest";
import { fitsDecimal, fitsInteger, isShortDecimal, isShortInteger } from "./value-fits.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("room for a value", () => {
  it.each([
    ["9223372036854775807", true],
    ["9223372036854775808", false],
    ["-9223372036854775808", true],
    ["-9223372036854775809", false],
    ["+00000000000000000000000000000000012", true],
    ["1000000000000000000000", false],
  ])("the whole number %s has it: %s", (text, expected) => {
    expect(fitsInteger(bytes(text))).toBe(expected);
  });

  it.each([
    [`${"9".repeat(29)}.${"9".repeat(9)}`, true],
    [`${"9".repeat(30)}`, false],
    [`${"0".repeat(30)}1`, true],
    ["1.0000000001", false],
    ["-1.0000000010", true],
    ["1e28", true],
    ["1e29", false],
    ["5e-9", true],
    ["5e-10", false],
    ["0e99999", true],
    [".5", true],
  ])("the number %s has it: %s", (text, expected) => {
    expect(fitsDecimal(bytes(text), ".")).toBe(expected);
  });

  it("knows the comma in front of a fraction", () => {
    expect(fitsDecimal(bytes("1,123456789"), ",")).toBe(true);
    expect(fitsDecimal(bytes("1,1234567891"), ",")).toBe(false);
  });

  it.each([
    ["1269.59", true],
    ["-.5", true],
    ["1.123456789", true],
    ["1.1234567891", false],
    ["1e9", false],
    ["9".repeat(30), false],
  ])("the number %s has it at a glance: %s", (text, expected) => {
    expect(isShortDecimal(bytes(text), 0, text.length)).toBe(expected);
  });

  it("knows whole numbers that have it by their length", () => {
    expect(isShortInteger(bytes("9".repeat(18)), 0, 18)).toBe(true);
    expect(isShortInteger(bytes("9".repeat(19)), 0, 19)).toBe(false);
  });
});
