import fc from "fast-check";
import { expect, it } from "vitest";
import { readDecimal } from "../csv/kernel/plain/decimal.ts";
import { toNumber } from "./number-value.ts";

function written(text: string): string | null {
  const decimal = readDecimal(text, ".", false);
  return decimal && toNumber(decimal);
}

it.each([
  ["1.50", "1.5"],
  ["-0", "0"],
  ["007", "7"],
  ["+.5", "0.5"],
  ["1e3", "1000"],
  ["1e125", "1E125"],
  ["-12e-40", "-1.2E-39"],
  ["1e126", null],
  ["1e-131", null],
  ["1234567890123456789012345678901234567.8", "1234567890123456789012345678901234567.8"],
  ["12345678901234567890123456789012345678.9", null],
])("%s is stored as %s", (text, expected) => {
  expect(written(text)).toBe(expected);
});

it("a number that was written is read as the same number, and written the same way", () => {
  const number = fc.tuple(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), fc.integer({ min: -60, max: 60 }));
  fc.assert(
    fc.property(number, ([digits, exponent]) => {
      const text = written(`${digits}e${exponent}`) ?? "";
      expect(readDecimal(text, ".", false)).toEqual(readDecimal(`${digits}e${exponent}`, ".", false));
      expect(written(text)).toBe(text);
    }),
    { numRuns: 300 },
  );
});
