import { AppError } from "../../app-error.ts";
import { formatCount } from "../../csv/format-count.ts";
import type { ReaderLimits } from "../../csv/limits.ts";
import { archiveTooLarge } from "../../csv/source/archive/archive-error.ts";
import { type ByteRanges, type ByteSource, bytesSource } from "../../csv/source/byte-source.ts";
import { counted, fillFrom, withHead } from "../../csv/source/head-source.ts";
import type { Decompressors } from "../../csv/source/open-archive.ts";
import type { TextSource, WorkbookText } from "../../csv/source/text-source.ts";
import { type XlsxLimits, xlsxLimits } from "../xlsx-limits.ts";
import type { CellContext } from "./cell-text.ts";
import { readStyles } from "./read-styles.ts";
import { readWorkbook, type WorkbookParts, type WorkbookSheet } from "./read-workbook.ts";
import { openScan } from "./scan-part.ts";
import { readSharedTexts } from "./shared-texts.ts";
import { SheetHandler } from "./sheet-handler.ts";
import { type RowStream, SheetText } from "./sheet-text.ts";
import { unreadableWorkbook } from "./workbook-error.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import { WorkbookLog } from "./workbook-log.ts";
import { readZipDirectory } from "./zip-directory.ts";

export interface WorkbookOptions {
  name: string;
  /** The sheet's name, or its number from 1; the first visible one that has cells when left out. */
  sheet?: string | number | undefined;
  limits: Pick<ReaderLimits, "detectionBytes" | "maxExpansion" | "freeExpansionBytes">;
  xlsxLimits?: Partial<XlsxLimits> | undefined;
  signal: AbortSignal;
  decompressors?: Decompressors | undefined;
  /** Only as much of the sheet is wanted as detection sees. The file itself has to be there in ranges: its parts are listed at its end. */
  partial?: boolean | undefined;
}

/**
 * A sheet of a workbook as text: CSV of which every line stands for a row. `head`: what was read of `raw` already. Closing the answer's
 * `text` closes `raw`.
 * @throws AppError unsupported-file, truncated-archive, archive-too-large, file-too-large, empty-file
 */
export async function openWorkbook(raw: ByteSource, head: Uint8Array, options: WorkbookOptions): Promise<TextSource> {
  const { name, signal, limits, decompressors = {} } = options;
  if (options.partial && !raw.ranges)
    throw unreadableWorkbook(`${name} is a workbook, of which the beginning alone cannot be read. Send the whole file.`);
  const bounds = { ...xlsxLimits, ...options.xlsxLimits };
  const ranges = raw.ranges ?? (await hold(withHead(head, raw), name, bounds));
  let consumed = 0;
  const file: WorkbookFile = {
    name,
    ranges,
    parts: await readZipDirectory(ranges, name, bounds),
    decompressors,
    limits,
    xlsxLimits: bounds,
    async openRange(from, to) {
      const range = counted(await ranges.open(from, to), signal);
      return {
        async read(target) {
          const count = await range.source.read(target);
          consumed += count;
          return count;
        },
        close: () => range.source.close(),
      };
    },
  };
  const parts = await readWorkbook(file);
  if (parts.sheets.length === 0) throw new AppError("empty-file", `${name} has no sheet with cells in it.`);
  const opened = await openSheet(file, parts, options.sheet);
  return await toTextSource(opened, { raw, parts, limits, consumed: () => consumed, partial: options.partial === true });
}

/** What comes in one go is kept whole, since the list of a workbook's parts stands at its end. */
async function hold(source: ByteSource, name: string, { heldBytes }: XlsxLimits): Promise<ByteRanges> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = new Uint8Array(1024 * 1024);
    const count = await fillFrom(source, piece);
    if (count === 0) break;
    size += count;
    if (size > heldBytes) {
      const limit = formatCount(Math.floor(heldBytes / 1024 / 1024));
      throw new AppError(
        "file-too-large",
        `${name} is a workbook of more than ${limit} MiB that comes in one go. Save it as a file, which can be read in parts.`,
      );
    }
    pieces.push(piece.subarray(0, count));
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return bytesSource(whole).ranges ?? { size: 0, open: () => bytesSource(whole) };
}

interface OpenedSheet {
  sheet: WorkbookSheet;
  text: SheetText;
  log: WorkbookLog;
}

async function openSheet(file: WorkbookFile, parts: WorkbookParts, wanted: string | number | undefined): Promise<OpenedSheet> {
  const candidates = wanted === undefined ? parts.sheets.filter(({ hidden }) => !hidden) : [findSheet(parts.sheets, wanted, file.name)];
  const shared = await readSharedTexts(file, parts.sharedTexts);
  const moments = await readStyles(file, parts.styles);
  const { dateSystem } = parts;
  for (const sheet of candidates) {
    const log = new WorkbookLog(sheet.name);
    const context = { fileName: file.name, shared, moments, dateSystem, log, cellCharacters: file.xlsxLimits.cellCharacters };
    const rows = await streamRows(file, sheet, context);
    const first = await orClose(rows.next(), rows);
    if (first !== null) return { sheet, log, text: new SheetText(withFirst(first, rows), boundText(file, sheet, parts)) };
    await rows.close();
  }
  const which = candidates.length === 1 ? `the sheet “${candidates[0]?.name ?? ""}” has` : "its sheets have";
  throw new AppError("empty-file", `${file.name} holds no records: ${which} no cells with a value.`);
}

/** @throws AppError unsupported-file */
function findSheet(sheets: readonly WorkbookSheet[], wanted: string | number, name: string): WorkbookSheet {
  // A name that is a number is a name first.
  const found = sheets.find((sheet) => sheet.name === wanted) ?? sheets[Number(/^\d{1,5}$/.test(String(wanted)) ? wanted : 0) - 1];
  if (found) return found;
  const which = `“${wanted}”`;
  const known = sheets.slice(0, 20).map((sheet) => `“${sheet.name}”`);
  throw unreadableWorkbook(`${name} has no sheet ${which}; it has ${known.join(", ")}${sheets.length > 20 ? " and more" : ""}.`);
}

async function streamRows(file: WorkbookFile, { part }: WorkbookSheet, context: CellContext): Promise<RowStream> {
  const handler = new SheetHandler(context);
  const scan = await openScan(file, part, handler, Number.POSITIVE_INFINITY);
  let ended = false;
  return {
    async next() {
      while (!ended && handler.rows.length === 0) ended = !(await scan.next());
      return handler.rows.length === 0 ? null : handler.rows.splice(0);
    },
    close: () => scan.close(),
  };
}

function withFirst(first: NonNullable<Awaited<ReturnType<RowStream["next"]>>>, rest: RowStream): RowStream {
  let isFirst = true;
  return {
    async next() {
      if (!isFirst) return await rest.next();
      isFirst = false;
      return first;
    },
    close: () => rest.close(),
  };
}

/** A few cells far to the right make every row wide: text is bounded as what is unpacked is. */
function boundText({ name, limits }: WorkbookFile, { part }: WorkbookSheet, { sharedTexts }: WorkbookParts): (bytes: number) => void {
  const most = Math.max(limits.freeExpansionBytes, limits.maxExpansion * (part.packedBytes + (sharedTexts?.packedBytes ?? 0)));
  return (bytes) => {
    if (bytes > most) throw archiveTooLarge(name, bytes);
  };
}

/** What fails leaves nothing open. */
async function orClose<T>(work: Promise<T>, opened: { close(): Promise<void> }): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface SourceParts {
  raw: ByteSource;
  parts: WorkbookParts;
  limits: WorkbookOptions["limits"];
  consumed(): number;
  partial: boolean;
}

async function toTextSource(
  { sheet, text, log }: OpenedSheet,
  { raw, parts, limits, consumed, partial }: SourceParts,
): Promise<TextSource> {
  const { lines } = text;
  const source: ByteSource = {
    read: async (target) => (partial ? 0 : await text.read(target)),
    async close() {
      await text.close();
      await raw.close();
    },
  };
  const start = new Uint8Array(limits.detectionBytes + 1);
  const head = start.subarray(0, await orClose(fillFrom(text, start), text));
  const sample = head.subarray(0, limits.detectionBytes);
  const workbook: WorkbookText = {
    sheet: sheet.name,
    sheets: parts.sheets.map(({ name, hidden }) => ({ name, ...(hidden && { hidden: true as const }) })),
    issues: (names) => log.summaries(names),
  };
  return {
    text: withHead(partial ? sample : head, source),
    sample,
    complete: head.length <= limits.detectionBytes && !partial,
    compression: null,
    encoding: { name: "utf-8", confidence: 1, bomBytes: 0 },
    map: {
      toSource: (offset) => offset,
      sourceBytes: () => null,
      nextFault: () => Number.POSITIVE_INFINITY,
      lineAt: (offset) => lines.rowAt(offset),
      release: (before) => lines.release(before),
    },
    consumed,
    workbook,
  };
}
