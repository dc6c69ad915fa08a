import { expect, it } from "vitest";
import { RowSet } from "./row-set.ts";
import { SeenKeys } from "./seen-keys.ts";

it("keys are known with the last row of each, however many there are", () => {
  const seen = new SeenKeys();
  const keys = Array.from({ length: 50_000 }, (_, n) => `5:${n}`);
  for (const [index, key] of keys.entries()) seen.set(key, { row: index + 1, class: index % 2 === 0 ? "create" : "update" });
  seen.set("5:7", { row: 900_000_000, class: "unchanged" });

  expect(keys.every((key, index) => index === 7 || seen.get(key)?.row === index + 1)).toBe(true);
  expect(seen.get("5:8")).toEqual({ row: 9, class: "create" });
  expect(seen.get("5:7")).toEqual({ row: 900_000_000, class: "unchanged" });
  expect(seen.get("5:x")).toBeNull();
});

it("a set of rows knows what was put into it, and is kept as bytes", () => {
  const rows = new RowSet();
  for (const row of [1, 8, 9, 100_000]) rows.add(row);

  const again = new RowSet(rows.bytes);

  expect([0, 1, 2, 8, 9, 10, 99_999, 100_000, 5_000_000].filter((row) => again.has(row))).toEqual([1, 8, 9, 100_000]);
});
