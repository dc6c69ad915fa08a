import type { DialectOverrides } from "../csv/dialect.ts";
import type { RejectShape } from "./reject-shape.ts";

/** A row as CSV (RFC 4180), with its line end. */
export function toCsvRow(cells: readonly string[]): string {
  const isOnly = cells.length === 1;
  return `${cells.map((cell) => (needsQuotes(cell, isOnly) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}

function needsQuotes(cell: string, isOnly: boolean): boolean {
  return (isOnly && cell === "") || /[",\r\n\ufeff]|^\s|\s$/.test(cell);
}

/** How files of corrected rows are read: nothing is to be detected. `shapes` are of the files that they come from. */
export function fixedDialect(shapes: readonly RejectShape[]): DialectOverrides {
  const decimals = new Set(shapes.map(({ decimalComma }) => decimalComma));
  return {
    ...{ encoding: "utf-8", delimiter: ",", quote: '"', escape: '"', comment: "", skip: 0 },
    header: hasHeaderLine(shapes) ? 1 : "none",
    ...(decimals.size === 1 && { decimal: decimals.has(true) ? "," : "." }),
  };
}

/** One way to read all of them: names that were made up stand in a header line only beside names that were not. */
export function hasHeaderLine(shapes: readonly RejectShape[]): boolean {
  return shapes.some(({ hasHeader }) => hasHeader);
}

/** What the file of corrected rows is called: other than the original, unless a filter says which files it is about. */
export function nameFixedFile(file: string, params: Readonly<Record<string, unknown>>): string {
  const filters = (params.filter ?? []) as readonly { file?: string }[];
  if (filters.some((filter) => filter.file !== undefined) && /\.(?:csv|tsv|tab|txt)$/i.test(file)) return file;
  const base = file.split(/[/\\]/).at(-1) ?? file;
  const stem = base.replace(/\.(?:gz|zst|zip)$/i, "").replace(/(?!^)\.[^.]*$/, "");
  return `${stem || "rows"}.fixed.csv`;
}
