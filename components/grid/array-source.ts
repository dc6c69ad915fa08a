import type { GridColumn, RowSource } from "./row-source.ts";

/** Rows that are in memory. A column may be a name alone; rows longer than the columns get columns without a name. */
export function arraySource(columns: readonly (GridColumn | string)[], rows: readonly (readonly (string | null)[])[]): RowSource {
  const named = columns.map((column) => (typeof column === "string" ? { name: column } : column));
  const width = rows.reduce((most, row) => Math.max(most, row.length), named.length);
  const surplus = Array.from({ length: width - named.length }, () => ({ name: "", type: "No column: surplus of long rows" }));
  return {
    columns: [...named, ...surplus],
    rowCount: rows.length,
    rows: (from, to) => Promise.resolve(rows.slice(from, to)),
    peek: (row) => rows[row],
  };
}
