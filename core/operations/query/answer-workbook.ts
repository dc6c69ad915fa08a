import { AppError } from "../../app-error.ts";
import { formatCount } from "../../csv/format-count.ts";
import { openTable } from "../../csv/read/open-table.ts";
import type { TableReader } from "../../csv/read/table-reader.ts";
import type { QueryRows } from "../../ports/engine.ts";
import { createSheetsWriter } from "../../xlsx/write/write-sheets.ts";
import { sheetBounds } from "../../xlsx/xlsx-limits.ts";
import { requireSameRows } from "../results/same-rows.ts";

/** As the engine writes CSV: nothing is to be detected. */
const dialect = { encoding: "utf-8", delimiter: ",", quote: '"', escape: '"', comment: "", header: 1, skip: 0 } as const;
/** Rows that are text at the same time. */
const rowsAtOnce = 2000;
const name = "output.xlsx";

/**
 * Writes the CSV of an answer as a workbook of texts; a value that is missing is an empty cell. Answers the rows.
 * @throws AppError query-too-large where a sheet cannot hold it
 */
export async function writeAnswerWorkbook(
  { columns, bytes, rows: rowsOf }: QueryRows,
  { signal, write }: { signal: AbortSignal; write(chunk: Uint8Array): Promise<void> },
): Promise<number> {
  const header = columns.map((column) => column.name);
  const reader = await openTable(bytes, { name, dialect, signal });
  try {
    requireRoom(header, "The header");
    const writer = createSheetsWriter({ sheet: "Answer", header, write });
    let rows = 0;
    try {
      for await (const some of textRows(reader)) {
        for (const [index, row] of some.entries()) requireRoom(row, `Row ${formatCount(rows + index + 1)}`);
        await writer.rows(some);
        rows += some.length;
      }
      await writer.end();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    requireSameRows(await rowsOf(), rows, name);
    return rows;
  } finally {
    await reader.close();
  }
}

async function* textRows(reader: TableReader): AsyncGenerator<string[][]> {
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    for (let from = 0; from < block.table.records; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, block.table.records - from);
      yield Array.from({ length: count }, (_, index) => reader.rowOf(from + index));
    }
  }
}

function requireRoom(row: readonly string[], what: string): void {
  const advice = "Ask for another format, or for less.";
  if (row.length > sheetBounds.columns) {
    const most = formatCount(sheetBounds.columns);
    throw new AppError("query-too-large", `The answer has ${formatCount(row.length)} columns; a sheet has ${most}. ${advice}`);
  }
  const long = row.find((cell) => cell.length > sheetBounds.cellCharacters);
  if (long === undefined) return;
  const [length, most] = [formatCount(long.length), formatCount(sheetBounds.cellCharacters)];
  throw new AppError(
    "query-too-large",
    `${what} of the answer has a cell of ${length} characters; one of a workbook holds ${most}. ${advice}`,
  );
}
