import type { CellType } from "../cell-type.ts";

/** Cells and what each of them looks like. */
export interface TypedRow {
  cells: readonly string[];
  types: readonly CellType[];
  /** A quote in it is faulty. */
  damaged: boolean;
}

const typedShare = 0.9;

/**
 * What a row says about being the header, held against the rows below it. `record`: some cell has the type that at least 90 %
 * of its column below has. `header`: no cell has, and some column below is typed while its cell here is text.
 */
export type HeaderEvidence = "record" | "header" | "none";

export function weighHeader(rows: readonly TypedRow[], row: number): HeaderEvidence {
  const candidate = rows[row];
  if (candidate === undefined) return "none";
  const below = columnTypes(rows.slice(row + 1));
  let evidence: HeaderEvidence = "none";
  for (const [column, type] of candidate.types.entries()) {
    const expected = below[column] ?? "text";
    if (expected === "text" || candidate.cells[column] === "") continue;
    if (type === expected) return "record";
    if (type === "text") evidence = "header";
  }
  return evidence;
}

/** For each column the type that at least 90 % of its cells have, empty ones aside; text where there is none such. */
export function columnTypes(rows: readonly TypedRow[]): CellType[] {
  const width = rows.reduce((most, row) => Math.max(most, row.types.length), 0);
  return Array.from({ length: width }, (_, column) => columnType(rows, column));
}

function columnType(rows: readonly TypedRow[], column: number): CellType {
  const most = rows.length * (1 - typedShare);
  const counts = new Map<CellType, number>();
  let filled = 0;
  let texts = 0;
  for (const { cells, types } of rows) {
    const type = types[column];
    if (type === undefined || cells[column] === "") continue;
    filled++;
    if (type !== "text") counts.set(type, (counts.get(type) ?? 0) + 1);
    else if (++texts > most) return "text";
  }
  for (const [type, count] of counts) if (count >= filled * typedShare) return type;
  return "text";
}

/** Which part of all cells is typed. */
export function typedShareOf(rows: readonly TypedRow[]): number {
  let typed = 0;
  let cells = 0;
  for (const { types } of rows) {
    cells += types.length;
    for (const type of types) if (type !== "text") typed++;
  }
  return cells === 0 ? 0 : typed / cells;
}
