import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsIn, clampSelection, type MoveKey, moveSelection, rangeOf, selectAll, selectCell, selectRows } from "./selection.ts";

const size = { rows: 1000, columns: 12, page: 20 };
const press = (key: string, more: Partial<MoveKey> = {}): MoveKey => ({ key, command: false, shift: false, ...more });

describe("a selection moved by keys", () => {
  it.each([
    [press("ArrowDown"), 501, 5],
    [press("ArrowUp"), 499, 5],
    [press("ArrowLeft"), 500, 4],
    [press("ArrowRight"), 500, 6],
    [press("PageDown"), 520, 5],
    [press("PageUp"), 480, 5],
    [press("Home"), 500, 0],
    [press("End"), 500, 11],
    [press("Home", { command: true }), 0, 0],
    [press("End", { command: true }), 999, 11],
    [press("ArrowDown", { command: true }), 999, 5],
    [press("ArrowUp", { command: true }), 0, 5],
  ])("%o goes to row %i, column %i", (key, row, column) => {
    expect(moveSelection(selectCell(500, 5), key, size)?.active).toEqual({ row, column });
  });

  it("comes from the first row to the header, and back", () => {
    const header = moveSelection(selectCell(0, 3), press("ArrowUp"), size);

    expect(header?.active).toEqual({ row: -1, column: 3 });
    expect(header && moveSelection(header, press("ArrowDown"), size)?.active).toEqual({ row: 0, column: 3 });
  });

  it("grows from where it began with Shift, never into the header", () => {
    const grown = moveSelection(selectCell(1, 1), press("PageUp", { shift: true }), size);

    expect(grown).toEqual({ anchor: { row: 1, column: 1 }, active: { row: 0, column: 1 } });
  });

  it("stays inside of the grid, whatever is pressed", () => {
    const keys = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End");
    const moves = fc.array(fc.record({ key: keys, command: fc.boolean(), shift: fc.boolean() }), { maxLength: 30 });
    const sizes = fc.record({
      rows: fc.integer({ min: 1, max: 1e7 }),
      columns: fc.integer({ min: 1, max: 16_000 }),
      page: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(sizes, moves, (grid, presses) => {
        const { active } = presses.reduce((at, key) => moveSelection(at, key, grid) ?? at, selectCell(0, 0));

        expect(active.row).toBeGreaterThanOrEqual(-1);
        expect(active.row).toBeLessThan(grid.rows);
        expect(active.column).toBeGreaterThanOrEqual(0);
        expect(active.column).toBeLessThan(grid.columns);
      }),
    );
  });
});

describe("what a selection covers", () => {
  it("is the cells between its ends, in whatever direction it was made", () => {
    const range = rangeOf({ anchor: { row: 9, column: 4 }, active: { row: 2, column: 7 } });

    expect(range).toEqual({ fromRow: 2, toRow: 9, fromColumn: 4, toColumn: 7 });
    expect(cellsIn(range)).toBe(32);
  });

  it("is whole rows by their numbers, and everything at once", () => {
    expect(cellsIn(rangeOf(selectRows(5, 3, 12)))).toBe(36);
    expect(cellsIn(rangeOf(selectAll({ ...size, rows: 10_000_000 })))).toBe(120_000_000);
  });

  it("shrinks with the grid", () => {
    expect(clampSelection(selectCell(999, 11), { rows: 3, columns: 2, page: 1 }).active).toEqual({ row: 2, column: 1 });
  });
});
