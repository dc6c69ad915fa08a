import { AppError } from "../../app-error.ts";
import { formatCount } from "../../csv/format-count.ts";
import { inOrder } from "../../csv/issue-log.ts";
import { fieldCountMask, type RecordTable, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import { toSheetName } from "../../xlsx/write/sheet-name.ts";
import { createSheetsWriter, type SheetsWriter } from "../../xlsx/write/write-sheets.ts";
import { sheetBounds } from "../../xlsx/xlsx-limits.ts";
import type { InputFile, RunContext } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { severalSheets } from "../results/several-sheets.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { ColumnMapping } from "./column-mapping.ts";
import { convertFile, type FileRun, type RowSink } from "./convert-file.ts";
import type { ConvertParams } from "./convert-params.ts";
import { createSheetGate } from "./sheet-gate.ts";

/** Rows that are text at the same time. */
const rowsAtOnce = 2000;

/**
 * Converts one file into a workbook, all of whose cells are text. What a sheet cannot hold is rejected row by row; more rows than a sheet
 * has go on in further sheets.
 */
export async function convertToXlsx(context: RunContext<ConvertParams>, file: InputFile, run: FileRun): Promise<FileReport> {
  let writer: SheetsWriter | null = null;
  const header = { rows: 0 };
  try {
    const report = await convertFile(context, file, {
      ...run,
      createGate: (input) => createSheetGate(input, { context, run }),
      openTable: async (input, mapping) => {
        const output = await run.openOutput?.();
        if (!output) throw new Error("A workbook is written to an output.");
        const names = headerOf(input, mapping, context.params);
        header.rows = names === null ? 0 : 1;
        writer = createSheetsWriter({ sheet: toSheetName(file.name), header: names, write: (chunk) => output.write(chunk) });
        return sinkInto(writer, { input, mapping, ended: (rows) => (output.rows = rows) });
      },
    });
    return withSheets(report, header.rows);
  } catch (error) {
    await (writer as SheetsWriter | null)?.abort();
    throw error;
  }
}

function headerOf({ found }: TableInput, { columns }: ColumnMapping, { headerOut }: ConvertParams): string[] | null {
  if (found.header.rows === 0 && headerOut !== true) return null;
  const names = columns.map(({ as }) => as);
  const long = names.findIndex((name) => name.length > sheetBounds.cellCharacters);
  if (long === -1) return names;
  const most = formatCount(sheetBounds.cellCharacters);
  throw new AppError(
    "header-too-long",
    `The name of column ${long + 1} has more than ${most} characters, which is all that a cell of a workbook holds.`,
  );
}

function sinkInto(
  writer: SheetsWriter,
  { input, mapping, ended }: { input: TableInput; mapping: ColumnMapping; ended(rows: number): void },
): RowSink {
  const { kernel, found } = input;
  const width = found.header.names.length;
  return {
    async block({ recordsAt, records }: RecordTable) {
      let rows: string[][] = [];
      for (let index = 0; index < records; index++) {
        const info = kernel.words[recordsAt / 4 + index * recordWords + 3] ?? 0;
        if ((info & skipFlag) !== 0) continue;
        const cells = input.rowOf(index);
        const row = mapping.fields.map((field) => cells[field] ?? "");
        if ((info & fieldCountMask) > width) row.push(...cells.slice(width));
        rows.push(row);
        if (rows.length < rowsAtOnce) continue;
        await writer.rows(rows);
        rows = [];
      }
      if (rows.length > 0) await writer.rows(rows);
    },
    async end(rows) {
      await writer.end();
      ended(rows);
    },
  };
}

function withSheets(report: FileReport, headerRows: number): FileReport {
  return { ...report, issues: inOrder([...report.issues, ...severalSheets(report.counts.out, headerRows)]) };
}
