import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dollarsOf } from "./bill.ts";
import { calculate } from "./calculation.ts";
import { renderDocument } from "./document.ts";
import { readMeasured } from "./read-measured.ts";

const measured = readMeasured();

describe("docs/cost.md", () => {
  it("is what npm run cost writes from the committed measurements and prices", () => {
    const committed = readFileSync(new URL("../../docs/cost.md", import.meta.url), "utf8");

    expect(committed).toBe(renderDocument(measured));
  });

  it("says nothing that could not be calculated", () => {
    expect(renderDocument(measured)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("the calculation", () => {
  const result = calculate(measured);

  it("has a Spark job cost as much as the files it begins to pay for", () => {
    const perFile = dollarsOf(result.sluice.perThousand) / 1000;

    expect(result.breakEven.filesInOneSparkJob * perFile).toBeGreaterThanOrEqual(result.glueSparkBatch);
    expect((result.breakEven.filesInOneSparkJob - 1) * perFile).toBeLessThan(result.glueSparkBatch);
  });

  it("holds the month of work to be at least the idle one", () => {
    for (const [meter, quantity] of Object.entries(result.idleMonth)) {
      expect(result.busyMonth).toHaveProperty(meter);
      expect(result.busyMonth[meter as keyof typeof result.busyMonth]).toBeGreaterThanOrEqual(quantity);
    }
  });
});
