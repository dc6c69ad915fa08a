const longestPreamble = 20;
const narrowestTable = 3;
const regularShare = 0.9;

/**
 * How many of the first rows stand before the table: rows with at most one cell filled, above a table that is regular and at
 * least three columns wide (above a narrower one they may as well be records).
 */
export function countPreamble(rows: readonly (readonly string[])[], width: number): number {
  if (width < narrowestTable) return 0;
  const lead = rows.findIndex((row) => row.filter((cell) => cell !== "").length > 1);
  if (lead < 1 || lead > longestPreamble) return 0;
  const table = rows.slice(lead);
  const regular = table.filter((row) => row.length === width).length;
  return table.length >= 2 && table[0]?.length === width && regular >= table.length * regularShare ? lead : 0;
}
