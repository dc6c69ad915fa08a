import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

describe("what a misspelt name stands for", () => {
  const names = ["customer_id", "order id", "total", "id"];

  it.each([
    ["custmer_id", "customer_id"],
    ["CUSTOMER-ID", "customer_id"],
    ["Order_ID", "order id"],
    ["totla", "total"],
    ["price", null],
    ["xy", null],
  ])("%s: %s", (name, expected) => {
    expect(nearest(name, names)).toBe(expected);
  });
});
