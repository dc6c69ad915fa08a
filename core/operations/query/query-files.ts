import { inOrder, mergeIssues } from "../../csv/issue-log.ts";
import type { EngineSession, QueryRows } from "../../ports/engine.ts";
import { convertFile } from "../convert/convert-file.ts";
import type { InputFile, RunContext, RunOutcome } from "../operation.ts";
import { writeSource } from "../results/engine-output.ts";
import type { FileReport } from "../results/file-report.ts";
import { outputFormats } from "../results/output-formats.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import { requireSameRows } from "../results/same-rows.ts";
import { severalSheets } from "../results/several-sheets.ts";
import { sumCounts } from "../results/sum-counts.ts";
import type { QueryParams } from "./query-params.ts";
import { requireEngine } from "./require-engine.ts";
import { TableFeed } from "./table-feed.ts";
import { nameTables } from "./table-names.ts";

/** What `report.json` says beside what it says of every file. */
interface TableReport extends FileReport {
  table: { name: string; columns: readonly string[] };
}

/** Performs `query`: reads the files into tables, and writes what the statement answers. */
export async function queryFiles(context: RunContext<QueryParams>): Promise<RunOutcome> {
  const session = await requireEngine(context).open(context.signal);
  const outputs = new RunOutputs(context.openOutput);
  try {
    return await queryInto(outputs, context, session);
  } catch (error) {
    await outputs.abort();
    throw error;
  } finally {
    await session.close();
  }
}

async function queryInto(outputs: RunOutputs, context: RunContext<QueryParams>, session: EngineSession): Promise<RunOutcome> {
  const { files, params } = context;
  const rejects = new RejectWriter(outputs, { namesFiles: files.length > 1 });
  const names = nameTables(files.map((file) => file.name));
  const reports: TableReport[] = [];
  for (const [index, file] of files.entries()) {
    const read = {
      rows: reports.reduce((sum, { counts }) => sum + counts.in, 0),
      bytes: reports.reduce((sum, { bytes }) => sum + bytes, 0),
    };
    const progress = (rows: number, bytes: number) => context.progress(read.rows + rows, read.bytes + bytes);
    reports.push(await fillTable(context, file, { session, name: names[index] ?? "", rejects, progress }));
  }
  const { extension, contentType } = outputFormats[params.to];
  const answer = await session.query(params.sql, params.to === "xlsx" ? "csv" : params.to);
  const output = await outputs.open(`output.${extension}`, contentType);
  output.rows = await writeAnswer(answer, params, { signal: context.signal, write: (chunk) => output.write(chunk) });
  const report = await outputs.open("report.json", "application/json");
  const told = reports.map((one) => ({ ...one, answer: { columns: answer.columns, rows: output.rows } }));
  await report.write(new TextEncoder().encode(`${JSON.stringify(told.length === 1 ? told[0] : told, null, 2)}\n`));
  report.rows = reports.length;
  return {
    counts: sumCounts(reports),
    issues: inOrder([
      ...mergeIssues(reports.map(({ file, issues }) => ({ name: file, issues }))),
      ...(params.to === "xlsx" ? severalSheets(output.rows, 1) : []),
    ]),
    results: await outputs.close([output.name]),
  };
}

/** Answers how many rows it has. */
async function writeAnswer(
  answer: QueryRows,
  { to }: QueryParams,
  output: { signal: AbortSignal; write(chunk: Uint8Array): Promise<void> },
): Promise<number> {
  if (to === "xlsx") return await (await import("./answer-workbook.ts")).writeAnswerWorkbook(answer, output);
  await writeSource(answer.bytes, output);
  return await answer.rows();
}

interface Filling {
  session: EngineSession;
  name: string;
  rejects: RejectWriter;
  progress(rows: number, bytes: number): void;
}

async function fillTable(
  context: RunContext<QueryParams>,
  file: InputFile,
  { session, name, rejects, progress }: Filling,
): Promise<TableReport> {
  const isOnly = context.files.length === 1;
  const { sql: _, to: __, ...input } = context.params;
  let columns: readonly string[] = [];
  const report = await convertFile({ ...context, params: { ...input, to: "csv" } }, file, {
    openOutput: null,
    openTable: async (table, mapping) => {
      const writer = await session.createTable(
        name,
        mapping.columns.map(({ as }) => as),
      );
      ({ columns } = writer);
      const feed = new TableFeed(table, mapping.fields, writer);
      return {
        block: (block) => feed.block(block),
        async end(rows) {
          await feed.end();
          requireSameRows(rows, (await writer.close()).rows, file.name);
        },
      };
    },
    rejects,
    rejectsName: isOnly ? "rejects.csv" : `${name}.rejects.csv`,
    placeInMessages: isOnly ? "" : `${file.name}: `,
    progress,
    from: undefined,
    save: async () => undefined,
  });
  return { ...report, table: { name, columns } };
}
