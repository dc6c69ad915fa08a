import { mergeIssues } from "../../csv/issue-log.ts";
import { compressedFormats } from "../../csv/write/table-formats.ts";
import type { InputFile, RunContext, RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { outputFormats } from "../results/output-formats.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { nameRejects, nameResults } from "../results/result-names.ts";
import { type RunOutputState, RunOutputs } from "../results/run-outputs.ts";
import { sumCounts } from "../results/sum-counts.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { convertFile, type FileCheckpoint, type FileRun } from "./convert-file.ts";
import type { ConvertParams } from "./convert-params.ts";

interface ConvertCheckpoint {
  v: 1;
  /** Of the files that are done. */
  reports: FileReport[];
  outputs: RunOutputState[];
  file: FileCheckpoint;
}

/** What becomes of a run's rows, where it is more than the policy that decides. */
export interface RowHandling {
  writesRows: boolean;
  createGate?: (
    input: TableInput,
    run: { fileName: string; placeInMessages: string; rejects: RejectWriter; origin: { file?: string } },
  ) => RowGate;
}

const everyRow: RowHandling = { writesRows: true };

/** Performs `convert`. What it loads stays small, so that it starts quickly wherever it runs. */
export async function convertFiles(context: RunContext<ConvertParams>, rows: RowHandling = everyRow): Promise<RunOutcome> {
  const outputs = new RunOutputs(context.openOutput);
  try {
    return await convertInto(outputs, context, rows);
  } catch (error) {
    await outputs.abort();
    throw error;
  }
}

async function convertInto(outputs: RunOutputs, context: RunContext<ConvertParams>, rows: RowHandling): Promise<RunOutcome> {
  const { files, params, checkpoints } = context;
  const from = checkpoints?.from as ConvertCheckpoint | undefined;
  const rejects = new RejectWriter(outputs, { namesFiles: files.length > 1 });
  const { extension, contentType } = formatOf(params);
  const names = nameResults(
    files.map((file) => file.name),
    extension,
  );
  const reports = [...(from?.reports ?? [])];
  if (from) await outputs.continue(from.outputs);
  for (const file of files.slice(reports.length)) {
    const index = reports.length;
    const read = readOf(reports, files);
    const resultName = names[index] ?? "";
    const placeInMessages = files.length > 1 ? `${file.name}: ` : "";
    const origin = files.length > 1 ? { file: file.name } : {};
    const { createGate } = rows;
    const report = await convertOne(context, file, {
      openOutput: rows.writesRows ? () => outputs.open(resultName, contentType) : null,
      createGate: createGate && ((input) => createGate(input, { fileName: file.name, placeInMessages, rejects, origin })),
      rejects,
      rejectsName: nameRejects(resultName, extension, files.length),
      placeInMessages,
      progress: (rows, bytes) => context.progress(read.rows + rows, read.bytes + bytes),
      from: index === from?.reports.length ? from.file : undefined,
      save: async (checkpoint) => {
        const saved: ConvertCheckpoint = { v: 1, reports, outputs: await outputs.states(), file: checkpoint };
        await checkpoints?.save({ ...saved });
      },
    });
    reports.push(report);
  }
  const report = await outputs.open("report.json", "application/json");
  await report.write(new TextEncoder().encode(`${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`));
  report.rows = reports.length;
  return {
    counts: sumCounts(reports),
    issues: mergeIssues(reports.map(({ file, issues }) => ({ name: file, issues }))),
    results: await outputs.close(names),
  };
}

async function convertOne(context: RunContext<ConvertParams>, file: InputFile, run: FileRun): Promise<FileReport> {
  const { to } = context.params;
  if (run.openOutput !== null && to === "xlsx") return await (await import("./convert-xlsx.ts")).convertToXlsx(context, file, run);
  if (to !== "parquet" || run.openOutput === null) return await convertFile(context, file, run);
  return await (await import("./convert-parquet.ts")).convertToParquet(context, file, run);
}

function formatOf({ to, compress }: ConvertParams): { extension: string; contentType: string } {
  const { extension, contentType } = outputFormats[to];
  if (compress === undefined) return { extension, contentType };
  return { extension: `${extension}.${compressedFormats[compress].extension}`, contentType: compressedFormats[compress].contentType };
}

/** Rows and bytes, packed as they came, of the files that are done. */
function readOf(reports: readonly FileReport[], files: readonly InputFile[]): { rows: number; bytes: number } {
  const read = { rows: 0, bytes: 0 };
  for (const [index, { counts, bytes }] of reports.entries()) {
    read.rows += counts.in;
    read.bytes += files[index]?.size ?? bytes;
  }
  return read;
}
