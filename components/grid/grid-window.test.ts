import { describe, expect, it } from "vitest";
import { columnOffsets } from "./column-offsets.ts";
import { rowHeight, slotsFor, windowAt } from "./grid-window.ts";

const offsets = columnOffsets(Array.from({ length: 100 }, () => 200));
const seen = { view: 10 * rowHeight, rowCount: 1_000_000, left: 0, width: 800, offsets };

describe("a grid's window", () => {
  it("holds what is seen and a little around it, and no more than there is", () => {
    expect(windowAt({ ...seen, position: 0 })).toMatchObject({ fromRow: 0, toRow: 18, fromColumn: 0, toColumn: 6 });
    expect(windowAt({ ...seen, position: 999_990 * rowHeight, left: 19_200 })).toMatchObject({ toRow: 1_000_000, toColumn: 100 });
  });

  it("has room for every row of it wherever it stands", () => {
    for (const position of [0, 1, rowHeight - 1, 500_000.5 * rowHeight]) {
      const window = windowAt({ ...seen, position });

      expect(window.toRow - window.fromRow).toBeLessThanOrEqual(slotsFor(seen.view, windowAt({ ...seen, position: 0 })));
    }
  });

  it("has its base near, so that rows are placed by small numbers", () => {
    const position = 900_000 * rowHeight;

    expect(position - windowAt({ ...seen, position }).base).toBeLessThan(200_000);
  });
});
