import { AppError } from "../app-error.ts";
import { cellType } from "./cell-type.ts";
import { formatCount } from "./format-count.ts";
import type { ReaderLimits } from "./limits.ts";

const typedShare = 0.9;
const sampledRows = 1000;

/**
 * Whether the first record names the columns: it does unless one of its cells has the type that at least 90 % of the column
 * below has. A record that stands alone is a header if its cells are there, distinct and not numeric.
 */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return true;
  if (rest.length === 0) {
    return first.every((cell) => cell !== "" && cellType(cell) !== "number") && new Set(first).size === first.length;
  }
  const below = rest.slice(0, sampledRows);
  return !first.some((cell, column) => {
    const type = cellType(cell);
    if (type === "text") return false;
    const values = below.map((row) => row[column] ?? "").filter((value) => value !== "");
    return values.length > 0 && values.filter((value) => cellType(value) === type).length >= values.length * typedShare;
  });
}

export interface NamedColumns {
  names: string[];
  /** 0-based positions whose cell was empty, and whose name stood in an earlier column already. */
  empty: number[];
  duplicate: number[];
}

/**
 * Names from header records, joined per column by a blank. An empty name becomes `column_<position>`, the second equal one
 * `name_2` (the next free number). Names are data: compared exactly, never keys of an object.
 * @throws AppError too-many-columns
 */
export function nameColumns(rows: readonly (readonly string[])[], fileName: string, limits: ReaderLimits): NamedColumns {
  const width = Math.max(...rows.map((row) => row.length));
  requireColumnCount(width, fileName, limits);
  const given = Array.from({ length: width }, (_, column) =>
    rows
      .map((row) => row[column] ?? "")
      .filter((cell) => cell !== "")
      .join(" "),
  );
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

export function requireColumnCount(width: number, fileName: string, limits: ReaderLimits): void {
  if (width <= limits.maxColumns) return;
  throw new AppError(
    "too-many-columns",
    `${fileName} has ${formatCount(width)} columns; at most ${formatCount(limits.maxColumns)} can be read. Is the delimiter right?`,
  );
}
