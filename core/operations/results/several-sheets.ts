import { formatCount } from "../../csv/format-count.ts";
import type { IssueSummary } from "../../csv/issue.ts";
import { sheetBounds } from "../../xlsx/xlsx-limits.ts";

/** What is said of a table that went over several sheets; nothing where one was enough. */
export function severalSheets(rows: number, headerRows: number): IssueSummary[] {
  const sheets = Math.ceil(rows / (sheetBounds.rows - headerRows));
  if (sheets <= 1) return [];
  const message = `A sheet has ${formatCount(sheetBounds.rows)} rows, so the ${formatCount(rows)} rows stand in ${sheets} sheets.`;
  return [
    {
      code: "several-sheets",
      severity: "notice",
      count: 1,
      first: [{ line: 1, record: null, column: null, name: null, byte: null, message }],
    },
  ];
}
