import { describe, expect, it } from "vitest";
import { readPrice } from "./read-price.ts";
import { SetTally } from "./set-tally.ts";

const limits = { maxReferences: 3, maxErrors: 2, maxReferenceLength: 10 };

describe("what a set may hold", () => {
  it("is bounded in customers and orders together", () => {
    const tally = new SetTally(limits);
    tally.addCustomer({ line: 2, customer: "a" });
    tally.addCustomer({ line: 3, customer: "b" });
    tally.addOrder({ line: 2, customer: "a", order: "o1" });

    expect(() => tally.addOrder({ line: 3, customer: "a", order: "o2" })).toThrow(
      expect.objectContaining({ code: "set-too-large", message: expect.stringContaining("more than 3 customers and orders") }),
    );
  });

  it("is bounded in errors", () => {
    const tally = new SetTally(limits);
    const item = { order: "o", price: "1", item: null, decimalComma: false };
    tally.addItem({ line: 2, ...item });
    tally.addItem({ line: 3, ...item });

    expect(() => tally.addItem({ line: 4, ...item })).toThrow(expect.objectContaining({ code: "set-too-large" }));
  });

  it("takes references that are names of an object's own", () => {
    const tally = new SetTally();
    for (const customer of ["__proto__", "constructor"]) {
      expect(tally.addCustomer({ line: 2, customer })).toBeNull();
      expect(tally.addOrder({ line: 2, customer, order: `${customer}s` })).toBeNull();
    }

    expect(tally.addOrder({ line: 4, customer: "toString", order: "hasOwnProperty" })).toMatchObject({ code: "unknown-customer" });
    expect(tally.customerAt(0)).toEqual({ reference: "__proto__", orders: 1, spent: "0" });
  });
});

describe("a price", () => {
  it.each([
    ["12", "12", "12"],
    ["12.50", "12.5", null],
    ["12,50", null, "12.5"],
    ["+3", "3", "3"],
    ["-0", "0", "0"],
    ["-0.01", null, null],
    ["1,234.50", null, null],
    ["1.234,50", null, null],
    ["1.234", "1.234", null],
    [".5", null, null],
    ["5.", null, null],
    ["1e3", null, null],
    ["0x10", null, null],
    ["Infinity", null, null],
    ["٣", null, null],
    ["1 000", null, null],
    ["", null, null],
    ["9".repeat(65), null, null],
  ])("written as %j is %s with a point, %s with a comma", (text, withPoint, withComma) => {
    expect(readPrice(text, { decimalComma: false })?.toFixed() ?? null).toBe(withPoint);
    expect(readPrice(text, { decimalComma: true })?.toFixed() ?? null).toBe(withComma);
  });
});
