import { type Cell, type CellStyle, writeXlsx } from "hucre/xlsx";
import { formatCount } from "../csv/format-count.ts";
import { type RejectRow, type RejectsXlsxOptions, rejectsXlsxBounds } from "./rejects-xlsx.ts";
import { toStoredText } from "./write/stored-cell.ts";
import { sheetBounds } from "./xlsx-limits.ts";

const sheetName = "Set aside";
const headerStyle: CellStyle = { font: { bold: true } };
/** Amber with dark letters: legible in print, and beside it the note says why. */
const faultyStyle: CellStyle = {
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFE3A3" } },
  font: { color: { rgb: "5C3A00" } },
};
/** The last characters of a cell that is too long to be shown whole. */
const cutMark = "… (cut)";

/** One sheet: file, line, reason, then the file's columns; a second one says what is missing, where something is. */
export async function createRejectsWorkbook(
  rejects: AsyncIterable<RejectRow>,
  { columns, total }: RejectsXlsxOptions,
): Promise<Uint8Array> {
  const shown = columns.slice(0, sheetBounds.columns - 4);
  const kept = await takeRows(rejects, shown.length);
  const width = kept.reduce((most, { cells }) => Math.max(most, cells?.length ?? 0), shown.length);
  const surplus = Array.from({ length: Math.min(width, sheetBounds.columns - 4) - shown.length }, (_, index) => `(surplus ${index + 1})`);
  const header = ["File", "Line", "Reason", "Codes", ...shown, ...surplus];
  const cells = new Map<string, Partial<Cell>>(header.map((_, column) => [`0,${column}`, { style: headerStyle }] as const));
  let cut = 0;
  const rows = kept.map((reject, index) => {
    const marked = reject.faulty.filter((column) => 4 + column < header.length);
    // Each is marked; one note a row says why, since of very many columns all may be missing.
    for (const [nth, column] of marked.entries()) {
      const note = nth === 0 && { comment: { text: shortened(reject.message), author: "Sluice" } };
      cells.set(`${index + 1},${4 + column}`, { style: faultyStyle, ...note });
    }
    const values = (reject.cells ?? []).slice(0, header.length - 4).map((text) => {
      const fitted = shortened(text);
      if (fitted !== text) cut++;
      return text === "" ? null : toStoredText(fitted);
    });
    return [
      reject.file === undefined ? null : toStoredText(reject.file),
      reject.line,
      toStoredText(shortened(reject.message)),
      reject.codes.join(", "),
      ...values,
    ];
  });
  const about = aboutLines({ total, rows: rows.length, cut, columns: columns.length - shown.length });
  const written = await writeXlsx({
    sheets: [
      {
        name: sheetName,
        rows: [header.map((name) => toStoredText(shortened(name))), ...rows],
        cells,
        columns: header.map((_, column) => ({ width: widths[column] ?? 18 })),
        freezePane: { rows: 1 },
      },
      ...(about.length === 0 ? [] : [{ name: "About", rows: about.map((line) => [line]) }]),
    ],
  });
  return written instanceof Uint8Array ? written : new Uint8Array(written);
}

const widths = [24, 8, 60, 20];

/** As many as a workbook holds, and one in any case. */
async function takeRows(rejects: AsyncIterable<RejectRow>, columns: number): Promise<RejectRow[]> {
  const kept: RejectRow[] = [];
  const left: Record<keyof typeof rejectsXlsxBounds, number> = { ...rejectsXlsxBounds };
  for await (const reject of rejects) {
    const own = reject.cells ?? [];
    left.rows -= 1;
    left.cells -= Math.max(columns, own.length) + 4;
    left.characters -= own.reduce((sum, cell) => sum + cell.length, 2 * reject.message.length);
    if (kept.length > 0 && (left.cells < 0 || left.characters < 0)) break;
    kept.push(reject);
    if (left.rows === 0 || left.cells < columns + 4 || left.characters <= 0) break;
  }
  return kept;
}

function shortened(text: string): string {
  if (text.length <= sheetBounds.cellCharacters) return text;
  return text.slice(0, sheetBounds.cellCharacters - cutMark.length).toWellFormed() + cutMark;
}

function aboutLines({ total, rows, cut, columns }: { total: number; rows: number; cut: number; columns: number }): string[] {
  const all = "All of them, whole, are in rejects.ndjson.";
  return [
    ...(total > rows ? [`These are the first ${formatCount(rows)} of ${formatCount(total)} rows that were set aside. ${all}`] : []),
    ...(cut > 0
      ? [
          `${cut === 1 ? "1 cell is" : `${formatCount(cut)} cells are`} too long for a cell of a workbook and cut off at “${cutMark}”. ${all}`,
        ]
      : []),
    ...(columns > 0 ? [`${formatCount(columns)} columns did not fit. ${all}`] : []),
  ];
}
