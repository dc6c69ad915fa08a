import { describe, expect, it } from "vitest";
import { assumptions } from "./assumptions.ts";
import { dollarsOf } from "./bill.ts";
import { billOfGlueShell, billOfPandas, leastBillOfGlueSpark } from "./peer-bills.ts";

const small = { inputBytes: 1e6, outputBytes: 2e6, cpuSeconds: 0.1, maxRssMb: 100 };
const large = { inputBytes: 1e9, outputBytes: 2e9, cpuSeconds: 80, maxRssMb: 400 };

describe("pandas in Lambda", () => {
  it("computes, reads once and writes once", () => {
    const bill = billOfPandas(small, assumptions);

    expect(bill).toMatchObject({ lambdaRequests: 1, s3Puts: 2, s3Gets: 1 });
    expect(((bill.lambdaGbSeconds ?? 0) * 1024) / 1769).toBeCloseTo(0.16);
  });

  it("sends large files in parts of 8 MiB, as boto3 does", () => {
    expect(billOfPandas(large, assumptions).s3Puts).toBe(120 + 2 + 239 + 2);
  });
});

describe("Glue", () => {
  it("bills a minute at least", () => {
    expect(dollarsOf(leastBillOfGlueSpark())).toBeCloseTo((2 * 0.44) / 60);
    expect((billOfGlueShell(small, assumptions).glueDpuHours ?? 0) * 16 * 3600).toBeCloseTo(60);
  });

  it("gives the Python shell a quarter of a vCPU", () => {
    expect((billOfGlueShell(large, assumptions).glueDpuHours ?? 0) * 16 * 3600).toBeCloseTo(320);
  });
});
