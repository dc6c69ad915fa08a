import type { CellType } from "../cell-type.ts";
import { columnTypes, type TypedRow, weighHeader } from "./column-types.ts";

/** Longer leading text is not taken for a preamble. */
const longestPreamble = 100;
const regularShare = 0.9;
const maxHeaderRows = 5;
/** Below a header of several rows. */
const fewestTypedRows = 2;

/** Rows at the top of a file that are no records. */
export interface Layout {
  preamble: number;
  header: number;
}

/** Where the table starts, and how many rows its header takes. */
export function findLayout(
  rows: readonly TypedRow[],
  width: number,
  { header = "auto", skip }: { header?: "auto" | "none" | number | undefined; skip?: number | undefined },
): Layout {
  const preamble = skip === undefined ? countPreamble(rows, width, header) : 0;
  const table = rows.slice(preamble);
  if (header === "none") return { preamble, header: 0 };
  if (header !== "auto") return { preamble, header: Math.min(header, table.length) };
  return { preamble, header: hasHeader(table) ? 1 + countFurtherHeaderRows(table, width) : 0 };
}

/** Leading rows of another width, or padded to it with at most one cell filled. */
function countPreamble(rows: readonly TypedRow[], width: number, header: "auto" | "none" | number): number {
  if (width < 2) return 0;
  const full = rows.findIndex((row) => row.cells.length === width && filledCells(row) > 1);
  if (full < 1 || full > longestPreamble) return 0;
  const table = rows.slice(full);
  const regular = table.filter((row) => row.cells.length === width).length;
  if (table.length < 2 || regular < table.length * regularShare) return 0;
  const last = rows[full - 1];
  if (header === "none") return (last ? filledCells(last) : 0) > 1 || width === 2 ? full - 1 : full;
  return belongsToTable(rows, full, width) ? full - 1 : full;
}

/** Whether the row above the first full one is the header although it is of another width. */
function belongsToTable(rows: readonly TypedRow[], full: number, width: number): boolean {
  const row = rows[full - 1];
  const evidence = weighHeader(rows, full);
  if (row === undefined || evidence === "header" || !isText(row)) return false;
  const filled = filledCells(row);
  const cells = row.cells.length;
  const named = filled > 1 && new Set(row.cells).size >= filled;
  if (evidence === "record") return named || (width === 2 && filled === 1) || splitsOtherwise(row, width);
  return (named && Math.abs(cells - width) <= Math.max(1, width / 5)) || (width === 2 && cells === 2);
}

/** Whether a header of one cell would have the table's width under another delimiter. */
function splitsOtherwise({ cells }: TypedRow, width: number): boolean {
  const text = cells.join(",");
  return [",", "\t", ";", "|", ":", "~", " "].some((delimiter) => text.split(delimiter).length === width);
}

/** A record that stands alone is a header if its cells are there, distinct and not numeric. */
function hasHeader(rows: readonly TypedRow[]): boolean {
  const [first] = rows;
  if (first === undefined) return true;
  if (rows.length > 1) return weighHeader(rows, 0) !== "record";
  return !first.cells.includes("") && !first.types.includes("number") && new Set(first.cells).size === first.cells.length;
}

/** Full rows of nothing but words between the header and typed rows belong to it. */
function countFurtherHeaderRows(rows: readonly TypedRow[], width: number): number {
  if (width < 2) return 0;
  const end = rows.findIndex(
    (row) => row.damaged || row.cells.length !== width || !row.cells.every((cell, column) => isNameOrBlank(cell, row.types[column])),
  );
  const textRows = Math.min(end === -1 ? rows.length : end, maxHeaderRows);
  const below = rows.slice(textRows);
  if (textRows < 2 || below.length < fewestTypedRows) return 0;
  const types = columnTypes(below);
  for (let more = textRows - 1; more > 0; more--) if (hasName(rows[more]?.cells ?? [], types)) return more;
  return 0;
}

/** Digits without a letter name nothing, even where they are text: `007`, since a number would lose its zeros. */
function isNameOrBlank(cell: string, type: CellType | undefined): boolean {
  return type === "text" && (!/\d/.test(cell) || /\p{L}/u.test(cell));
}

/** What data has where a value is missing: such a row is no second header. */
const missing = /^(?:|-+|\?|\.|n\/?a|nan|null|none|nil|unknown|missing)$/i;

/** Whether a typed column has a word in this row. */
function hasName(row: readonly string[], types: readonly CellType[]): boolean {
  return row.some((cell, column) => (types[column] ?? "text") !== "text" && !missing.test(cell.trim()));
}

function isText({ types }: TypedRow): boolean {
  return types.every((type) => type === "text");
}

export function filledCells({ cells }: TypedRow): number {
  return cells.reduce((count, cell) => count + (cell === "" ? 0 : 1), 0);
}
