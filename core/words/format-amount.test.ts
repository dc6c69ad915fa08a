import { expect, it } from "vitest";
import { formatAmount } from "./format-amount.ts";

it.each([
  ["0.00", "0.00"],
  ["999.5", "999.5"],
  ["1234567.50", "1,234,567.50"],
  ["-1234.005", "-1,234.005"],
  ["-123", "-123"],
  ["1000", "1,000"],
])("says the amount %s as %s", (decimal, words) => {
  expect(formatAmount(decimal)).toBe(words);
});
