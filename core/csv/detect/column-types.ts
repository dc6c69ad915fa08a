import type { CellType } from "../cell-type.ts";

/** Cells and what each of them looks like. */
export interface TypedRow {
  cells: readonly string[];
  types: readonly CellType[];
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
  const counts: Record<CellType, number>[] = [];
  for (const { cells, types } of rows) {
    for (let column = 0; column < types.length; column++) {
      const type = types[column];
      if (type === undefined || cells[column] === "") continue;
      counts[column] ??= { number: 0, date: 0, time: 0, currency: 0, text: 0 };
      const count = counts[column];
      if (count) count[type]++;
    }
  }
  return Array.from(counts, (count) => (count ? mostOf(count) : "text"));
}

function mostOf({ number, date, time, currency, text }: Record<CellType, number>): CellType {
  const wanted = (number + date + time + currency + text) * typedShare;
  if (number >= wanted) return "number";
  if (date >= wanted) return "date";
  if (time >= wanted) return "time";
  return currency >= wanted ? "currency" : "text";
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
