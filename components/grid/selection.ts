/** A cell by its place from 0; row -1 is the header. */
export interface CellPlace {
  row: number;
  column: number;
}

/** The cells between the two; the active one has the focus. */
export interface Selection {
  anchor: CellPlace;
  active: CellPlace;
}

/** All inclusive. */
export interface CellRange {
  fromRow: number;
  toRow: number;
  fromColumn: number;
  toColumn: number;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that are in view at once. */
  page: number;
}

export const headerRow = -1;

export function selectCell(row: number, column: number): Selection {
  return { anchor: { row, column }, active: { row, column } };
}

export function extendTo({ anchor }: Selection, active: CellPlace): Selection {
  return { anchor, active };
}

export function selectRows(from: number, to: number, columns: number): Selection {
  return { anchor: { row: from, column: 0 }, active: { row: to, column: Math.max(0, columns - 1) } };
}

export function selectColumn(column: number, rows: number): Selection {
  return { anchor: { row: rows - 1, column }, active: { row: 0, column } };
}

export function selectAll({ rows, columns }: GridSize): Selection {
  return { anchor: { row: rows - 1, column: columns - 1 }, active: { row: 0, column: 0 } };
}

export function rangeOf({ anchor, active }: Selection): CellRange {
  return {
    fromRow: Math.max(0, Math.min(anchor.row, active.row)),
    toRow: Math.max(anchor.row, active.row),
    fromColumn: Math.min(anchor.column, active.column),
    toColumn: Math.max(anchor.column, active.column),
  };
}

export function cellsIn({ fromRow, toRow, fromColumn, toColumn }: CellRange): number {
  return Math.max(0, toRow - fromRow + 1) * Math.max(0, toColumn - fromColumn + 1);
}

/** A selection as far as the grid has such cells. */
export function clampSelection({ anchor, active }: Selection, size: GridSize): Selection {
  return { anchor: clampPlace(anchor, size), active: clampPlace(active, size) };
}

export interface MoveKey {
  key: string;
  /** Ctrl, or ⌘ on a Mac. */
  command: boolean;
  shift: boolean;
}

/** What the selection becomes by a key, or null where the key moves nothing. Above the first row is the header. */
export function moveSelection(selection: Selection, { key, command, shift }: MoveKey, size: GridSize): Selection | null {
  const step = command ? farSteps[key] : nearSteps[key];
  if (!step) return null;
  const { row, column } = step(selection.active, size);
  const least = shift ? 0 : headerRow;
  const active = clampPlace({ row: Math.max(row, least), column }, size);
  return shift ? extendTo(selection, active) : { anchor: active, active };
}

type Step = (from: CellPlace, size: GridSize) => CellPlace;

const nearSteps: Record<string, Step | undefined> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }, { page }) => ({ row: Math.max(0, row - page), column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
};

const farSteps: Record<string, Step | undefined> = {
  ArrowUp: ({ column }) => ({ row: 0, column }),
  ArrowDown: ({ column }, { rows }) => ({ row: rows - 1, column }),
  ArrowLeft: ({ row }) => ({ row, column: 0 }),
  ArrowRight: ({ row }, { columns }) => ({ row, column: columns - 1 }),
  Home: () => ({ row: 0, column: 0 }),
  End: (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
};

function clampPlace({ row, column }: CellPlace, { rows, columns }: GridSize): CellPlace {
  return { row: Math.min(Math.max(row, headerRow), rows - 1), column: Math.min(Math.max(column, 0), Math.max(0, columns - 1)) };
}
