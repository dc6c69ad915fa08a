import { AppError } from "../app-error.ts";
import {
  createTableWriter,
  type Dialect,
  type Flaw,
  type Header,
  mergeIssues,
  type RecordBatch,
  readRecords,
  type Skipped,
  tableFormats,
} from "../csv/index.ts";
import type { IssueSummary } from "../csv/issue.ts";
import { requireAccounted } from "../jobs/accounting.ts";
import type { BadRowPolicy, Counts, JobResult } from "../jobs/job.ts";
import { type ColumnMapping, mapColumns } from "./column-mapping.ts";
import { type ConvertParams, convertParamsSchema } from "./convert-params.ts";
import type { InputFile, Operation, OutputFile, RunContext, RunOutcome } from "./operation.ts";
import { RejectWriter } from "./reject-writer.ts";
import { nameRejects, nameResults } from "./result-names.ts";
import { withOutputs } from "./run-outputs.ts";

/** What `report.json` says of one file; of several it holds a list. */
export interface FileReport {
  file: string;
  bytes: number;
  encoding: string;
  dialect: Dialect;
  header: Header;
  /** Columns of the result, in order. */
  columns: ColumnMapping["columns"];
  counts: Counts;
  skipped: Skipped;
  issues: IssueSummary[];
  /** Values that were changed because it was asked for. */
  changed: { neutralisedCells: number };
  ms: number;
}

export const convert: Operation<ConvertParams> = {
  id: "convert",
  title: "Convert",
  description:
    "CSV, TSV and other delimited text into CSV, TSV, JSON or NDJSON. Choose, rename and reorder columns; values stay as they are.",
  params: convertParamsSchema,
  inputs: { minFiles: 1, maxFiles: 50 },
  defaultBadRow: "keep",
  run: (context) => withOutputs(context.openOutput, (openOutput) => convertFiles({ ...context, openOutput })),
};

interface Converted {
  report: FileReport;
  result: { name: string; output: OutputFile };
}

async function convertFiles(context: RunContext<ConvertParams>): Promise<RunOutcome> {
  const { files, params } = context;
  const rejects = new RejectWriter(context);
  const names = nameResults(
    files.map((file) => file.name),
    tableFormats[params.to].extension,
  );
  const converted: Converted[] = [];
  const read = { rows: 0, bytes: 0 };
  for (const [index, file] of files.entries()) {
    const progress = (rows: number, bytes: number) => context.progress(read.rows + rows, read.bytes + bytes);
    const one = await convertFile({ ...context, progress }, file, names[index] ?? "", rejects);
    read.rows += one.report.counts.in;
    read.bytes += one.report.bytes;
    converted.push(one);
  }
  const results = await closeResults(converted, params, rejects, context.openOutput);
  const reports = converted.map(({ report }) => report);
  return {
    counts: sumCounts(reports.map((report) => report.counts)),
    issues: mergeIssues(reports.map((report) => ({ name: report.file, issues: report.issues }))),
    results,
  };
}

async function convertFile(
  context: RunContext<ConvertParams>,
  file: InputFile,
  resultName: string,
  rejects: RejectWriter,
): Promise<Converted> {
  const { params, signal } = context;
  const started = performance.now();
  const reader = await readRecords(file.open(signal), { name: file.name, dialect: params.dialect, signal });
  const mapping = mapColumns(reader.header.names, params, file.name);
  const writer = createTableWriter({
    format: params.to,
    names: mapping.columns.map((column) => column.as),
    header: reader.header.rows > 0,
    eol: params.eol ?? "crlf",
    neutraliseFormulas: params.neutraliseFormulas ?? false,
  });
  const output = await context.openOutput(resultName, tableFormats[params.to].contentType);
  const rejectSource = {
    fileName: file.name,
    rejectsName: nameRejects(resultName, context.files.length),
    headerSource: reader.headerSource,
  };
  const counts: Counts = { in: 0, out: 0, rejected: 0, filtered: 0 };
  for await (const batch of reader.batches()) {
    signal.throwIfAborted();
    const { rows, rejected } = sortOut(batch, context.onBadRow, context.files.length > 1 ? `${file.name}: ` : "");
    for (const chunk of writer.write(mapping.project(rows))) await output.write(chunk);
    await rejects.write(rejected, rejectSource);
    counts.out += rows.length;
    counts.rejected += rejected.length;
    context.progress(counts.out + counts.rejected, batch.bytes);
  }
  for (const chunk of writer.end()) await output.write(chunk);
  const { records, bytes, skipped, issues } = reader.summary();
  counts.in = records;
  requireAccounted(counts, file.name);
  const { encoding, dialect, header } = reader;
  const changed = { neutralisedCells: writer.neutralisedCells() };
  const ms = Math.round(performance.now() - started);
  const report = { file: file.name, bytes, encoding, dialect, header, columns: mapping.columns, counts, skipped, issues, changed, ms };
  return { report, result: { name: resultName, output } };
}

/** What the policy lets through, and what it sets aside; a record too long to be held is set aside under each of them. */
function sortOut(batch: RecordBatch, policy: BadRowPolicy, place: string): { rows: readonly string[][]; rejected: Flaw[] } {
  if (batch.flaws.size === 0) return { rows: batch.rows, rejected: [] };
  const [first] = batch.flaws.values();
  if (policy === "stop" && first)
    throw new AppError("stopped-at-bad-row", `${place}${first.message()} The job stopped there, as asked.`, { line: first.line });
  const setAside = new Map([...batch.flaws].filter(([, flaw]) => policy === "reject" || flaw.truncated));
  if (setAside.size === 0) return { rows: batch.rows, rejected: [] };
  return { rows: batch.rows.filter((_, index) => !setAside.has(index)), rejected: [...setAside.values()] };
}

async function closeResults(
  converted: readonly Converted[],
  params: ConvertParams,
  rejects: RejectWriter,
  openOutput: RunContext<ConvertParams>["openOutput"],
): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const { report, result } of converted) {
    const { bytes } = await result.output.close();
    results.push({ name: result.name, bytes, rows: report.counts.out, contentType: tableFormats[params.to].contentType });
  }
  results.push(...(await rejects.close()));
  const reports = converted.map(({ report }) => report);
  const output = await openOutput("report.json", "application/json");
  await output.write(new TextEncoder().encode(`${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`));
  const { bytes } = await output.close();
  return [...results, { name: "report.json", bytes, rows: reports.length, contentType: "application/json" }];
}

function sumCounts(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, counts) => ({
      in: sum.in + counts.in,
      out: sum.out + counts.out,
      rejected: sum.rejected + counts.rejected,
      filtered: sum.filtered + counts.filtered,
    }),
    { in: 0, out: 0, rejected: 0, filtered: 0 },
  );
}
