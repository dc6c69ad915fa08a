import { AppError } from "../../app-error.ts";
import { formatCount } from "../format-count.ts";
import type { ReaderLimits } from "../limits.ts";

export interface NamedColumns {
  names: string[];
  /** 0-based positions whose cell was empty, and whose name stood in an earlier column already. */
  empty: number[];
  duplicate: number[];
}

/** The cells of header rows, joined per column by one space, blanks left out. */
export function joinHeaderRows(rows: readonly (readonly string[])[]): string[] {
  const [first = []] = rows;
  if (rows.length <= 1) return [...first];
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((row) => row[column] ?? "")
      .filter((cell) => cell.trim() !== "")
      .join(" "),
  );
}

/**
 * Names from header cells. An empty one becomes `column_<position>`, the second equal one `name_2` (the next free number).
 * Names are data: compared exactly, never keys of an object.
 */
export function nameColumns(given: readonly string[]): NamedColumns {
  const taken = new Set(given);
  const used = new Set<string>();
  const counters = new Map<string, number>();
  const result: NamedColumns = { names: [], empty: [], duplicate: [] };
  for (const [column, cell] of given.entries()) {
    if (cell === "") result.empty.push(column);
    else if (used.has(cell)) result.duplicate.push(column);
    let name = cell === "" ? `column_${column + 1}` : cell;
    const base = name;
    for (let n = counters.get(base) ?? 2; used.has(name) || (name !== cell && taken.has(name)); n++) {
      name = `${base}_${n}`;
      counters.set(base, n + 1);
    }
    used.add(name);
    result.names.push(name);
  }
  return result;
}

export function generateNames(width: number): string[] {
  return Array.from({ length: width }, (_, column) => `column_${column + 1}`);
}

/** @throws AppError too-many-columns */
export function requireColumnCount(width: number, fileName: string, limits: ReaderLimits): void {
  if (width <= limits.maxColumns) return;
  throw new AppError(
    "too-many-columns",
    `${fileName} has ${formatCount(width)} columns; at most ${formatCount(limits.maxColumns)} can be read. Is the delimiter right?`,
  );
}

/** @throws AppError header-too-long */
export function requireHeaderBytes(bytes: number, fileName: string, limits: ReaderLimits): void {
  if (bytes <= limits.maxHeaderBytes) return;
  const limit = formatCount(limits.maxHeaderBytes);
  throw new AppError("header-too-long", `The header of ${fileName} is longer than ${limit} bytes. Is the quote or the line end right?`);
}
