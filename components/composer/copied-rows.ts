import Papa from "papaparse";

/** What a spreadsheet would run (OWASP, CSV injection); a number with a sign, or a sign alone, is none. */
const formula = /^(?:[=@\t\r]|[+-](?!(?:[\d.,]+(?:e[+-]?\d+)?%?)?$))/i;

/** Rows as the clipboard has them for a spreadsheet: tabs between the cells, the names first, no cell that would be run. */
export function toCopiedRows(names: readonly string[], rows: readonly (readonly string[])[]): string {
  return Papa.unparse([names, ...rows], { delimiter: "\t", newline: "\n", escapeFormulae: formula });
}
