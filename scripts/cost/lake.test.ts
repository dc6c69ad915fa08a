import { expect, test } from "vitest";
import { dollarsOfQuery } from "./lake.ts";
import { readMeasured } from "./read-measured.ts";

const { inventory } = readMeasured();

test("a query on Athena costs five dollars a terabyte and what waits for it", () => {
  const dollars = dollarsOfQuery("athena", 1000, inventory) - dollarsOfQuery("athena", 0.01, inventory);

  expect(dollars).toBeGreaterThan(4.9);
  expect(dollars).toBeLessThan(5.2);
});

test("a query that reads next to nothing is cheaper in the embedded engine, and reading costs on either", () => {
  expect(dollarsOfQuery("duckdb", 0.01, inventory)).toBeLessThan(dollarsOfQuery("athena", 0.01, inventory));
  for (const engine of ["duckdb", "athena"] as const) {
    expect(dollarsOfQuery(engine, 4, inventory)).toBeGreaterThan(dollarsOfQuery(engine, 1, inventory));
  }
});
