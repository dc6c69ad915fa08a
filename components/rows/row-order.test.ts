import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellTest, sortRows } from "./row-order.ts";

const sorted = (cells: readonly (string | null)[], descending = false) =>
  Array.from(sortRows(Uint32Array.from(cells.keys()), cells, descending), (row) => cells[row]);

describe("rows in the order of a column", () => {
  it("go by value where every cell is a number", () => {
    expect(sorted(["10", "9", "-1.5", "1e2", ".5"])).toEqual(["-1.5", ".5", "9", "10", "1e2"]);
  });

  it("go letter by letter in either case where some are not", () => {
    expect(sorted(["10", "9", "b", "A"])).toEqual(["10", "9", "A", "b"]);
  });

  it("tell long whole numbers apart to the last digit", () => {
    expect(sorted(["1000000000000000002", "1000000000000000001", "1000000000000000003"])).toEqual([
      "1000000000000000001",
      "1000000000000000002",
      "1000000000000000003",
    ]);
  });

  it("have empty cells last in both directions, and equal ones as they were", () => {
    const cells = ["b", "", "a", null, "B", "  "];

    expect(sorted(cells)).toEqual(["a", "b", "B", "", null, "  "]);
    expect(sorted(cells, true)).toEqual(["b", "B", "a", "", null, "  "]);
  });

  it("are the same rows, each once", () => {
    const cells = fc.array(fc.option(fc.string({ maxLength: 4 })), { maxLength: 40 });
    fc.assert(
      fc.property(cells, fc.boolean(), (column, descending) => {
        const rows = Array.from(sortRows(Uint32Array.from(column.keys()), column, descending));
        expect(rows.toSorted((one, other) => one - other)).toEqual(Array.from(column.keys()));
      }),
    );
  });
});

describe("a cell that is looked for", () => {
  it.each([
    ["contains", "bergen", "Bergen, NO", true],
    ["contains", "oslo", "Bergen", false],
    ["contains", "x", null, false],
    ["equals", "Bergen", "bergen", false],
    ["equals", "007", "007", true],
    ["equals", "7", "007", false],
    ["empty", "", "", true],
    ["empty", "", "  ", true],
    ["empty", "", null, true],
    ["empty", "", "0", false],
  ] as const)("%s %j: %j is %s", (kind, text, cell, expected) => {
    expect(cellTest({ kind, text })(cell)).toBe(expected);
  });
});
