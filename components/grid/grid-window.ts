import { columnAt } from "./column-offsets.ts";

export const rowHeight = 28;
/** Rows, and pixels of columns, that are in the page beyond what is seen. */
const rowsAround = 8;
const pixelsAround = 240;
/** Rows stand relative to a base near them: so far from it transforms are still exact in the 32 bits that they have. */
const baseStep = 100_000;

/** The rows and columns that are in the page: from the first to before the last. */
export interface GridWindow {
  fromRow: number;
  toRow: number;
  fromColumn: number;
  toColumn: number;
  base: number;
}

export const emptyWindow: GridWindow = { fromRow: 0, toRow: 0, fromColumn: 0, toColumn: 0, base: 0 };

interface Seen {
  /** Of the rows, in pixels from their beginning, and how many of these are seen. */
  position: number;
  view: number;
  rowCount: number;
  /** Of the columns. */
  left: number;
  width: number;
  offsets: Float64Array;
}

/** What has to be in the page so that this can be seen. */
export function windowAt({ position, view, rowCount, left, width, offsets }: Seen): GridWindow {
  const first = Math.floor(position / rowHeight);
  return {
    fromRow: Math.max(0, first - rowsAround),
    toRow: Math.min(rowCount, Math.ceil((position + view) / rowHeight) + rowsAround),
    fromColumn: columnAt(offsets, left - pixelsAround),
    toColumn: Math.min(offsets.length - 1, columnAt(offsets, left + Math.max(0, width) + pixelsAround) + 1),
    base: Math.floor((first * rowHeight) / baseStep) * baseStep,
  };
}

/** How many rows are in the page at most; while its size changes the window is still that of the size before. */
export function slotsFor(view: number, { fromRow, toRow }: GridWindow): number {
  return Math.max(Math.ceil(view / rowHeight) + 2 * rowsAround + 2, toRow - fromRow);
}

export function isSameWindow(one: GridWindow, other: GridWindow): boolean {
  return (
    one.fromRow === other.fromRow &&
    one.toRow === other.toRow &&
    one.fromColumn === other.fromColumn &&
    one.toColumn === other.toColumn &&
    one.base === other.base
  );
}
