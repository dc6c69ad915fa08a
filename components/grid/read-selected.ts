import { AppError } from "#core/app-error";
import { formatCount } from "#core/words/format-number";
import type { Cells } from "./copy-cells.ts";
import type { RowSource } from "./row-source.ts";
import { type CellRange, cellsIn } from "./selection.ts";

/** More would keep the page busy, and few places take so much from a clipboard. */
const maxCopiedCells = 100_000;

const rowsAtOnce = 2_000;

/** The cells of a range, read first where they are not there yet. @throws AppError when they are more than a clipboard is for */
export async function readSelected(source: RowSource, range: CellRange, signal: AbortSignal): Promise<Cells> {
  const count = cellsIn(range);
  if (count > maxCopiedCells) {
    throw new AppError(
      "query-too-large",
      `${formatCount(count)} cells are selected, and at most ${formatCount(maxCopiedCells)} can be copied. Select fewer, or download the file.`,
    );
  }
  const cells: (string | null)[][] = [];
  for (let from = range.fromRow; from <= range.toRow; from += rowsAtOnce) {
    const rows = await source.rows(from, Math.min(range.toRow + 1, from + rowsAtOnce), signal);
    for (const row of rows) {
      cells.push(Array.from({ length: range.toColumn - range.fromColumn + 1 }, (_, index) => row[range.fromColumn + index] ?? null));
    }
  }
  return cells;
}
