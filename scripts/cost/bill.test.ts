import { describe, expect, it } from "vitest";
import { addBills, dollarsOf, scaleBill } from "./bill.ts";

describe("a bill", () => {
  it("is priced by the list, all of it or some of it", () => {
    const bill = { lambdaRequests: 1_000_000, s3Puts: 2_000 };

    expect(dollarsOf(bill)).toBeCloseTo(0.21, 10);
    expect(dollarsOf(bill, ["s3Puts"])).toBeCloseTo(0.01, 10);
    expect(dollarsOf({})).toBe(0);
  });

  it("is added and multiplied meter by meter", () => {
    expect(addBills({ s3Puts: 1 }, { s3Puts: 2, s3Gets: 3 }, {})).toEqual({ s3Puts: 3, s3Gets: 3 });
    expect(scaleBill({ s3Puts: 2 }, 1.5)).toEqual({ s3Puts: 3 });
  });
});
