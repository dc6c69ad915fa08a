import { describe, expect, it } from "vitest";
import { assumptions, minutesPerMonth } from "./assumptions.ts";
import { billOfIdleMonth, billOfMonth } from "./months.ts";
import { readMeasured } from "./read-measured.ts";

const { product, inventory } = readMeasured();
const nobody = { smallFiles: 0, largeFiles: 0, pageMinutes: 0, pagesOpened: 0 };

describe("an idle month", () => {
  const bill = billOfIdleMonth(product, inventory, assumptions);

  it("has a sweep every minute and fifteen empty answers a minute from each queue", () => {
    expect(bill.lambdaRequests).toBeCloseTo(minutesPerMonth);
    expect(bill.schedulerInvocations).toBe(minutesPerMonth);
    expect(bill.sqsRequests).toBeCloseTo(inventory.eventSourceMappings * 15 * minutesPerMonth);
  });

  it("stores nothing and sends nothing", () => {
    expect(bill).not.toHaveProperty("s3GbMonths");
    expect(bill).not.toHaveProperty("socketMessages");
  });
});

describe("a month of work", () => {
  it("keeps each file and its result, and sends the result once", () => {
    const { large } = product.cases;

    const bill = billOfMonth(product, inventory, assumptions, { ...nobody, largeFiles: 10 });

    expect(bill.s3GbMonths).toBeCloseTo((10 * (large.inputBytes + large.outputBytes)) / 1e9);
    expect(bill.transferOutGb).toBeCloseTo((10 * large.outputBytes) / 1e9);
  });

  it("has a ping and its answer every five minutes of an open page", () => {
    const bill = billOfMonth(product, inventory, assumptions, { ...nobody, pageMinutes: 1000 });

    expect(bill.socketMinutes).toBe(1000);
    expect(bill.socketMessages).toBeGreaterThanOrEqual(400);
  });
});
