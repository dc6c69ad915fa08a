import { AppError } from "../app-error.ts";
import type { DialectOverrides } from "../csv/dialect.ts";
import { toRejectShapes } from "../fixes/reject-shape.ts";
import type { Job, JobResult } from "../jobs/job.ts";
import { pinnedInput } from "../jobs/pinned-input.ts";
import type { InputFile } from "../operations/operation.ts";
import type { RowsSize } from "../ports/engine.ts";
import type { ProfiledTable } from "../profile/profile.ts";
import { sheetBounds } from "../xlsx/xlsx-limits.ts";
import { outputTables, rejectList } from "./leaves-tables.ts";
import { readReport } from "./read-report.ts";
import { openStoredResult, type ResultReading } from "./stored-result.ts";
import { nameTable } from "./table-names.ts";

/** A table that is to be made. */
export interface PlannedTable extends Pick<ProfiledTable, "of" | "name" | "n"> {
  /** The result that will hold its rows. */
  rowsIn: string;
  /** As far as it is known before. */
  rows: number;
  /** Why it will not be made. */
  why?: string;
  profiled: boolean;
  file: InputFile;
  /** How it is read: once, or once for each of the sheets over which it goes. */
  dialects: readonly (DialectOverrides | undefined)[];
  /** Its columns, where the file does not say them. */
  columns?: readonly string[];
  about: RowsSize;
}

/** Text is about so many times as large as it is when it is packed. */
const packedTimes = 6;
const workbookName = /\.xlsx$/i;
const packedName = /\.(gz|gzip|zst|zstd|zip|parquet|pq|xlsx)$/i;

/** The tables that a job leaves, in the order in which people want to look at them. */
export async function planTables(planning: ResultReading): Promise<PlannedTable[]> {
  const { job } = planning;
  const report = await readReport(planning);
  const outputs = outputTables(job.results).map((result, n) => planOutput(planning, { result, n, report }));
  const rejects = rejectList(job.results);
  return [
    ...outputs,
    ...(rejects ? [planRejects(planning, rejects)] : []),
    ...job.files.map((_, n) => planInput(planning, { n, profiled: outputs.length === 0 })),
  ];
}

function planOutput(planning: ResultReading, { result, n, report }: { result: JobResult; n: number; report: unknown }): PlannedTable {
  const { name, rows, bytes } = result;
  const written = headerless(planning.job, report, n);
  const dialect = outputDialect(name);
  const inOneGo = dialect && { ...dialect, ...(written && { header: "none" as const }) };
  return {
    ...{
      of: "output",
      name,
      n,
      rows,
      profiled: true,
      rowsIn: nameTable("rows", n, planning.job.results),
      file: storedResult(planning, result),
    },
    dialects: workbookName.test(name) ? ofSheets(rows, inOneGo) : [inOneGo],
    ...(written && dialect && { columns: written }),
    about: { rows, bytes: packedName.test(name) ? bytes * packedTimes : bytes },
  };
}

function planRejects(planning: ResultReading, result: JobResult): PlannedTable {
  const { name, rows, bytes } = result;
  const file = storedResult(planning, result);
  return {
    of: "rejects",
    name,
    n: 0,
    rows,
    profiled: false,
    rowsIn: nameTable("rejects", 0, planning.job.results),
    file,
    dialects: [undefined],
    about: { rows, bytes },
  };
}

function planInput(planning: ResultReading, { n, profiled }: { n: number; profiled: boolean }): PlannedTable {
  const { job, objects } = planning;
  const file = job.files[n];
  if (!file) throw new Error(`The job has no file ${n}.`);
  const { name, size } = file;
  const total = job.files.reduce((sum, other) => sum + other.size, 0);
  const rows = Math.round(((job.counts?.in ?? 0) * size) / Math.max(1, total));
  return {
    ...{ of: "input", name, n, rows, profiled, rowsIn: nameTable("input", n, job.results), file: pinnedInput({ objects }, file) },
    ...(isMasked(job) && { why: "The job masks cells, so that the rows of its file are not kept to be looked at." }),
    dialects: [job.params.dialect as DialectOverrides | undefined],
    about: { rows, bytes: packedName.test(name) ? size * packedTimes : size },
  };
}

function isMasked({ params }: Job): boolean {
  return Array.isArray(params.mask) && params.mask.length > 0;
}

const ownText: DialectOverrides = { encoding: "utf-8", quote: '"', escape: '"', comment: "", header: 1, skip: 0 };

/** How the product itself writes tables; nothing is to be detected. Undefined for formats that say it themselves. */
function outputDialect(name: string): DialectOverrides | undefined {
  if (/\.csv(\.|$)/i.test(name)) return { ...ownText, delimiter: "," };
  if (/\.tsv(\.|$)/i.test(name)) return { ...ownText, delimiter: "\t" };
  // Revenue by keyword, which quotes nothing.
  if (/\.tab$/i.test(name)) return { ...ownText, delimiter: "\t", quote: "", escape: "" };
  if (workbookName.test(name)) return { header: 1, skip: 0 };
  return undefined;
}

/** A table that is longer than a sheet goes on in further ones, each with its own header. */
function ofSheets(rows: number, dialect: DialectOverrides | undefined): DialectOverrides[] {
  const perSheet = sheetBounds.rows - (dialect?.header === "none" ? 0 : 1);
  const sheets = Math.max(1, Math.ceil(rows / perSheet));
  return Array.from({ length: sheets }, (_, index) => ({ ...dialect, sheet: index + 1 }));
}

/** The columns of an output that was written without their names, since its file has none. */
function headerless({ params, operation }: Job, report: unknown, n: number): string[] | null {
  const reports = (Array.isArray(report) ? report : [report]) as ({ columns?: { as: string }[] } | null)[];
  const shape = toRejectShapes(report, params)[n];
  if (operation === "query" || shape === undefined || shape.hasHeader || params.headerOut === true) return null;
  return reports[n]?.columns?.map(({ as }) => as) ?? null;
}

function storedResult(planning: ResultReading, { name, bytes }: JobResult): InputFile {
  return {
    name,
    size: bytes,
    async open(signal) {
      const source = await openStoredResult({ ...planning, signal }, name);
      if (!source) throw new AppError("not-found", "It is no longer stored.");
      return source;
    },
  };
}
