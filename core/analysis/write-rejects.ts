import type { EngineSession, RowsFile } from "../ports/engine.ts";
import { type RejectRow, writeRejectsXlsx } from "../xlsx/rejects-xlsx.ts";
import { CellFeed } from "./cell-feed.ts";
import { type JobRejects, openRejects, type ReadReject } from "./read-rejects.ts";
import type { ResultReading } from "./stored-result.ts";

/** What the table of rejects has before the columns of the file. */
const rejectColumns = ["_file", "_line", "_record", "_byte", "_codes", "_columns", "_message", "_raw"] as const;

/**
 * Writes a job's rejects, in the order of `rejects.ndjson`, into a file of the session, and hands out those of them that a workbook
 * holds. Answers the table's columns.
 */
export async function writeRejects(
  reading: ResultReading,
  session: EngineSession,
  putWorkbook: (workbook: AsyncIterable<Uint8Array>, rows: number) => Promise<void>,
): Promise<{ file: RowsFile; columns: string[] }> {
  const rejects = await openRejects(reading);
  const columns = [...rejectColumns, ...rejects.columns, "_extra"];
  const writer = await session.createRows(columns, { rows: rejects.total, bytes: 2 * rejects.bytes });
  const feed = new CellFeed(writer);
  for await (const reject of rejects.read()) await feed.row(toCells(reject, rejects));
  await feed.end();
  const file = await writer.close();
  await putWorkbook(writeRejectsXlsx(forWorkbook(rejects), { columns: rejects.columns, total: rejects.total }), rejects.total);
  return { file, columns };
}

function toCells({ told: line, cells, faulty, surplus }: ReadReject, { columns }: JobRejects): string[] {
  const named = faulty.map((column) => columns[column] ?? "_extra");
  return [
    line.file ?? "",
    toText(line.line),
    toText(line.record),
    toText(line.byte),
    line.codes.join(","),
    JSON.stringify(named),
    line.message,
    line.raw ?? "",
    ...(cells ?? columns.map(() => "")),
    surplus.length === 0 ? "" : JSON.stringify(surplus),
  ];
}

/** What an operation sets aside that is no row of a file has no such place. */
function toText(place: number | null | undefined): string {
  return typeof place === "number" ? String(place) : "";
}

/** Cells beyond the columns come after them. */
async function* forWorkbook(rejects: JobRejects): AsyncGenerator<RejectRow> {
  for await (const { cells, surplus, ...reject } of rejects.read()) yield { ...reject, cells: cells && [...cells, ...surplus] };
}
