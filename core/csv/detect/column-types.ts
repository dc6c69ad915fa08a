import { type CellType, cellType } from "../cell-type.ts";

const typedShare = 0.9;

/**
 * What a row says about being the header, held against the rows below it. `record`: some cell has the type that at least 90 %
 * of its column below has. `header`: no cell has, and some column below is typed while its cell here is text.
 */
export type HeaderEvidence = "record" | "header" | "none";

export function weighHeader(rows: readonly (readonly string[])[], row: number): HeaderEvidence {
  const types = columnTypes(rows.slice(row + 1));
  let evidence: HeaderEvidence = "none";
  for (const [column, cell] of (rows[row] ?? []).entries()) {
    const type = cellType(cell);
    const below = types[column] ?? "text";
    if (below === "text" || cell === "") continue;
    if (type === below) return "record";
    if (type === "text") evidence = "header";
  }
  return evidence;
}

/** For each column the type that at least 90 % of its cells have, empty ones aside; text where there is none such. */
export function columnTypes(rows: readonly (readonly string[])[]): CellType[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, column) => {
    const counts = new Map<CellType, number>();
    let filled = 0;
    for (const row of rows) {
      const cell = row[column] ?? "";
      if (cell === "") continue;
      filled++;
      const type = cellType(cell);
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    for (const [type, count] of counts) if (type !== "text" && count >= filled * typedShare) return type;
    return "text";
  });
}

export function typedShareOf(rows: readonly (readonly string[])[]): number {
  let typed = 0;
  let cells = 0;
  for (const row of rows) {
    cells += row.length;
    for (const cell of row) if (cellType(cell) !== "text") typed++;
  }
  return cells === 0 ? 0 : typed / cells;
}
