import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "../csv/testing/read-table.ts";
import { fixedDialect, hasHeaderLine, nameFixedFile, toCsvRow } from "./fixed-file.ts";
import type { RejectShape } from "./reject-shape.ts";

const shape: RejectShape = {
  file: "orders.csv",
  format: "delimited",
  dialect: { delimiter: ";", quote: "'", escape: "'", comment: "#", lineEnd: "cr" },
  names: [],
  hasHeader: true,
  decimalComma: true,
  renamed: new Map(),
  isMasked: false,
};
const cell = fc.oneof(
  fc.constantFrom("", " ", "#", '"', '""', ",", ";", "\r", "\n", "\r\n", "\ufeff", "1,5", "a"),
  fc.string({ maxLength: 4 }),
);

describe("a file of corrected rows", () => {
  it("is read back as it was written, whatever is in it", async () => {
    const tables = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.tuple(fc.boolean(), fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })),
      );
    await fc.assert(
      fc.asyncProperty(tables, async ([hasHeader, rows]) => {
        const names = (rows[0] ?? []).map((_, column) => (hasHeader ? `name ${column}` : `column_${column + 1}`));
        const shapes = [{ ...shape, names, hasHeader }];
        const text = [...(hasHeaderLine(shapes) ? [names] : []), ...rows].map(toCsvRow).join("");

        const read = await readTable(text, { dialect: fixedDialect(shapes) });

        expect(read.rows).toEqual(rows);
        expect(read.header.names).toEqual(names);
        expect(read.flaws).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("writes made up names beside true ones only", () => {
    const without = { ...shape, hasHeader: false };

    expect(fixedDialect([without])).toMatchObject({ header: "none", decimal: "," });
    expect(fixedDialect([shape, { ...without, decimalComma: false }])).toMatchObject({ header: 1 });
    expect(fixedDialect([shape, { ...without, decimalComma: false }])).not.toHaveProperty("decimal");
  });

  it.each([
    ["orders.csv", "orders.fixed.csv"],
    ["a/b/orders.csv.gz", "orders.fixed.csv"],
    ["orders.parquet", "orders.fixed.csv"],
    ["orders", "orders.fixed.csv"],
    [".csv", ".csv.fixed.csv"],
  ])("made from %s is called %s", (file, name) => {
    expect(nameFixedFile(file, {})).toBe(name);
  });

  it("keeps its name where a filter is about files of that name", () => {
    expect(nameFixedFile("orders.csv", { filter: [{ column: "id", is: "=", value: "1", file: "orders.csv" }] })).toBe("orders.csv");
  });
});
