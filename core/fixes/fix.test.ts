import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFix, type Fix, type FixedRow, isWhole } from "./fix.ts";

const width = 3;
const cell = fc.constantFrom("", " ", "a", " a ", "b", "1,5", "1.234,50", "-0,5", "x,y", "1.5", "1,234.5", "1,234", "1.234");
const rows: fc.Arbitrary<FixedRow> = fc
  .record({
    cells: fc.array(cell, { minLength: width, maxLength: width }),
    surplus: fc.array(cell, { maxLength: 2 }),
    given: fc.integer({ min: 1, max: width }),
  })
  .map(({ cells, surplus, given }) => ({ cells, surplus, given: surplus.length > 0 ? width : given, touched: false }));
const column = fc.integer({ min: 0, max: width - 1 });
const group = "too-few-fields";
const fixes: fc.Arbitrary<Fix> = fc.oneof(
  fc.record({ kind: fc.constant("cell" as const), reject: fc.constant(0), column, value: cell }),
  fc.record({ kind: fc.constant("trim" as const), group: fc.constant(group), column: fc.option(column) }),
  fc.record({
    kind: fc.constant("decimal" as const),
    group: fc.constant(group),
    column,
    mark: fc.constantFrom("." as const, "," as const),
  }),
  fc.record({ kind: fc.constantFrom("pad" as const, "cut" as const, "accept" as const), group: fc.constant(group) }),
  fc.record({ kind: fc.constant("join" as const), group: fc.constant(group), column, delimiter: fc.constant(",") }),
  fc.record({ kind: fc.constant("map" as const), group: fc.constant(group), column, from: cell, to: cell }),
  fc.record({ kind: fc.constantFrom("default" as const, "fill" as const), group: fc.constant(group), column, value: cell }),
);

const row = (cells: string[], more: Partial<FixedRow> = {}): FixedRow => ({
  cells,
  surplus: [],
  given: cells.length,
  touched: false,
  ...more,
});

describe("a step of correcting", () => {
  it("done twice is done once", () => {
    fc.assert(
      fc.property(rows, fixes, (before, fix) => {
        const once = applyFix(before, fix);

        expect(applyFix(once, fix)).toEqual(once);
      }),
    );
  });

  it("keeps the width of the row, and leaves what it was given as it was", () => {
    fc.assert(
      fc.property(rows, fc.array(fixes, { maxLength: 5 }), (before, steps) => {
        const copy = structuredClone(before);

        const after = steps.reduce(applyFix, before);

        expect(after.cells).toHaveLength(width);
        expect(before).toEqual(copy);
      }),
    );
  });

  it("that changes nothing does not count as a correction", () => {
    fc.assert(
      fc.property(rows, fixes, (before, fix) => {
        const after = applyFix(before, fix);

        if (after.touched && fix.kind !== "cell" && fix.kind !== "accept") {
          expect({ ...after, touched: false }).not.toEqual(before);
        }
      }),
    );
  });
});

describe("correcting all rows of a kind", () => {
  it("pads short rows only when that is said, or when a cell at the end is filled", () => {
    const short = row(["a", "", ""], { given: 1 });

    expect(isWhole(applyFix(short, { kind: "trim", group, column: null }))).toBe(false);
    expect(isWhole(applyFix(short, { kind: "pad", group }))).toBe(true);
    expect(isWhole(applyFix(short, { kind: "default", group, column: 2, value: "x" }))).toBe(true);
    expect(applyFix(short, { kind: "default", group, column: 1, value: "x" })).toMatchObject({ cells: ["a", "x", ""], given: 2 });
  });

  it("takes the padding of a short row as seen when one of its cells is edited", () => {
    expect(applyFix(row(["a", "", ""], { given: 1 }), { kind: "cell", reject: 0, column: 0, value: "b" })).toEqual(
      row(["b", "", ""], { touched: true }),
    );
  });

  it.each([
    { column: 0, cells: ["1,Main St,Apt 4", "Bergen", "x"] },
    { column: 1, cells: ["1", "Main St,Apt 4,Bergen", "x"] },
    { column: 2, cells: ["1", "Main St", "Apt 4,Bergen,x"] },
  ])("joins cells that a delimiter split, from column $column on", ({ column: at, cells }) => {
    const long = row(["1", "Main St", "Apt 4"], { surplus: ["Bergen", "x"] });

    expect(applyFix(long, { kind: "join", group, column: at, delimiter: "," })).toEqual(row(cells, { touched: true }));
  });

  it("cuts surplus cells", () => {
    expect(applyFix(row(["1"], { surplus: ["2"] }), { kind: "cut", group })).toEqual(row(["1"], { touched: true }));
  });

  it.each([
    ["1,5", "1.5", "1,5"],
    ["1.234,50", "1234.50", "1234,50"],
    ["1,234.50", "1234.50", "1234,50"],
    ["1 234,5", "1234.5", "1234,5"],
    ["1'234.5", "1234.5", "1234,5"],
    ["-0,5", "-0.5", "-0,5"],
    ["1.5", "1.5", "1,5"],
    ["a,b", "a,b", "a,b"],
    ["1,2,3", "1,2,3", "1,2,3"],
    ["12", "12", "12"],
    ["", "", ""],
  ])("writes %j with a decimal point as %j, with a comma as %j", (from, point, comma) => {
    const write = (mark: "." | ",") => applyFix(row([from]), { kind: "decimal", group, column: 0, mark }).cells[0];

    expect([write("."), write(",")]).toEqual([point, comma]);
  });

  it("takes no longer over a cell without a number than its length does", () => {
    const long = `x${"'".repeat(500_000)}x`;

    expect(applyFix(row([long]), { kind: "decimal", group, column: 0, mark: "." }).cells).toEqual([long]);
  });

  it("maps a value in one column only", () => {
    expect(applyFix(row(["N/A", "N/A"]), { kind: "map", group, column: 1, from: "N/A", to: "" }).cells).toEqual(["N/A", ""]);
  });
});
