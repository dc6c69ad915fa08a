import { createLayoutWatch } from "../detect/layout-watch.ts";
import { planTable } from "../detect/plan-table.ts";
import type { TablePlan } from "../detect/table-plan.ts";
import { createJsonDriver } from "../json/json-driver.ts";
import { createKernel } from "../kernel/create-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type ReaderLimits, readerLimits } from "../limits.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { openTextSource } from "../source/open-text-source.ts";
import type { TextSource } from "../source/text-source.ts";
import { BlockTable, type BlockTableSizes, blockTableBytes } from "./block-table.ts";
import { toByteDialect } from "./byte-dialect.ts";
import { type Checkpoint, fromCheckpoint, resumeFrom, resumeText, toCheckpoint } from "./checkpoint.ts";
import { createDelimitedDriver } from "./delimited-driver.ts";
import { headerSourceOf } from "./header-source.ts";
import type { LookAheadState } from "./look-ahead.ts";
import { ReadingWindow, windowBytes } from "./reading-window.ts";
import type { RecordDriver } from "./record-driver.ts";
import { planOfSheet, sheetDialect, withCells } from "./sheet-reading.ts";
import type { OpenOptions, TableReader } from "./table-reader.ts";
import { TableReading } from "./table-reading.ts";

/** Room for what else works in the kernel's memory: detection, the encoder with its keys and buffers, an operation's checks. */
function otherBytes({ detectionBytes, maxHeaderBytes }: ReaderLimits): number {
  return 8 * 1024 * 1024 + 4 * detectionBytes + 20 * maxHeaderBytes;
}

/**
 * Opens a file of delimited text, JSON or NDJSON, or a sheet of a workbook: finds out what it is, and reads its records. Whatever the chunks, the same bytes give
 * the same records, issues and places.
 * @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding, too-many-columns, header-too-long, truncated-archive,
 *   archive-too-large
 */
export async function openTable(source: ByteSource, options: OpenOptions): Promise<TableReader> {
  const limits = { ...readerLimits, ...options.limits };
  const { name, signal, decompressors, partial } = options;
  const checkpoint = options.checkpoint && fromCheckpoint(options.checkpoint);
  const encoding = checkpoint?.source.encoding.name ?? options.dialect?.encoding;
  const resumed = checkpoint && options.resumed === true && resumeFrom(options.checkpoint ?? { v: 1 }) > 0;
  const text = resumed
    ? resumeText(source, checkpoint)
    : await openTextSource(source, { name, encoding, sheet: options.dialect?.sheet, limits, signal, decompressors, partial });
  try {
    return await openText(text, { ...options, offset: resumed ? checkpoint.reading.at : 0 }, limits, checkpoint);
  } catch (error) {
    await text.text.close();
    throw error;
  }
}

async function openText(
  source: TextSource,
  { name, dialect: given, signal, kernel: kind, partial = false, roomBytes = 0, offset }: OpenOptions & Pick<Start, "offset">,
  limits: ReaderLimits,
  checkpoint: Checkpoint | undefined,
): Promise<TableReader> {
  const sizes = {
    maxRecords: limits.blockRecords,
    maxFields: limits.maxRecordFields + limits.maxColumns + 1,
    scratchBytes: 3 * limits.maxRecordBytes + 4096,
  };
  const memoryBytes = windowBytes(limits) + blockTableBytes(sizes) + otherBytes(limits) + roomBytes;
  const kernel = await createKernel({ memoryBytes, kind });
  const overrides = source.workbook ? sheetDialect(given) : given;
  const complete = source.complete && !partial;
  const plan = checkpoint?.plan ?? planOfSheet(planTable(source.sample, { name, complete, overrides, limits, kernel }), source);
  const reading = await startReading({ name, source, plan, kernel, limits, sizes, signal, partial, offset, from: checkpoint?.reading });
  const { format, dialect, header, confidence, alternatives, decimalComma, headerLine } = plan;
  const { compression, encoding } = source;
  const { workbook } = source;
  const headerSource = checkpoint ? Uint8Array.from(checkpoint.header) : headerSourceOf(source, plan);
  return {
    found: {
      ...(workbook ? { format: "xlsx" as const, sheet: workbook.sheet, sheets: workbook.sheets } : { format }),
      compression,
      encoding: encoding.name,
      encodingConfidence: encoding.confidence,
      dialect,
      header,
      confidence,
      alternatives,
      decimalComma,
      headerLine,
    },
    headerSource,
    kernel,
    next: () => reading.next(),
    sourceOf: (index) => reading.sourceOf(index),
    rowOf: (index) => reading.rowOf(index),
    summary: () => withCells(reading.summary(), source, header.names),
    checkpoint: () =>
      toCheckpoint({
        v: 1,
        source: { compression, encoding, ...(workbook && { sheet: workbook.sheet }) },
        header: [...headerSource],
        plan,
        reading: reading.state(),
      }),
    close: () => source.text.close(),
  };
}

interface Start {
  name: string;
  source: TextSource;
  plan: TablePlan;
  kernel: Kernel;
  limits: ReaderLimits;
  sizes: BlockTableSizes;
  signal: AbortSignal;
  from: Checkpoint["reading"] | undefined;
  partial: boolean;
  /** Where the text that is left starts. */
  offset: number;
}

async function startReading({ sizes, ...start }: Start): Promise<TableReading> {
  const { source, plan, kernel, limits, from, partial } = start;
  const window = new ReadingWindow(kernel, source.text, { ...limits, partial, offset: start.offset });
  window.lastByte = from?.lastByte ?? 0;
  const table = new BlockTable(kernel, sizes);
  const driver = createDriver(start);
  await window.seek(from?.at ?? plan.dataStart);
  return new TableReading({ ...start, window, table, driver, watch: createLayoutWatch(plan, from?.watch) });
}

function createDriver({ plan, kernel, limits, from }: Omit<Start, "sizes">): RecordDriver {
  const { json } = plan;
  if (json) return createJsonDriver(kernel, { ...plan, json }, { maxRecordBytes: limits.maxRecordBytes });
  const dialect = toByteDialect(plan.dialect, { width: plan.width, maxRecordBytes: limits.maxRecordBytes });
  // Its state is what it answered itself, kept in a checkpoint.
  const state = (from?.driver ?? undefined) as LookAheadState | undefined;
  return createDelimitedDriver(kernel, { dialect, maxFields: limits.maxRecordFields, state });
}
