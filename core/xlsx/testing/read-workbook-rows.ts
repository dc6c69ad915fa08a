import { bytesSource, type DialectOverrides, openTable } from "../../csv/index.ts";

/** What the reader makes of a workbook. */
export async function readWorkbookRows(bytes: Uint8Array, dialect?: DialectOverrides) {
  const reader = await openTable(bytesSource(bytes), { name: "book.xlsx", dialect, signal: new AbortController().signal });
  const rows: string[][] = [];
  const lines: number[] = [];
  try {
    for (let block = await reader.next(); block; block = await reader.next()) {
      for (let index = 0; index < block.table.records; index++) {
        rows.push(reader.rowOf(index));
        lines.push(reader.sourceOf(index).line);
      }
    }
    const { issues, skipped } = reader.summary();
    return { names: reader.found.header.names, rows, lines, issues, skipped, found: reader.found };
  } finally {
    await reader.close();
  }
}
