import { type IssuePlace, maxPlacesPerIssue } from "../../csv/issue.ts";
import { inOrder } from "../../csv/issue-log.ts";
import type { ByteSource } from "../../csv/source/byte-source.ts";
import type { InputFile, RunContext } from "../operation.ts";
import { requireEngine } from "../query/require-engine.ts";
import { TableFeed } from "../query/table-feed.ts";
import { writeSource } from "../results/engine-output.ts";
import type { FileReport } from "../results/file-report.ts";
import { requireSameRows } from "../results/same-rows.ts";
import { joinIssues } from "../rows/join-issues.ts";
import { convertFile, type FileRun } from "./convert-file.ts";
import type { ConvertParams } from "./convert-params.ts";

/**
 * Converts one file into Parquet, all of whose columns are text under their very names; cells beyond the columns are the list
 * column `_extra`, which is there where there are any.
 */
export async function convertToParquet(context: RunContext<ConvertParams>, file: InputFile, run: FileRun): Promise<FileReport> {
  const session = await requireEngine(context).open(context.signal);
  const renamed: IssuePlace[] = [];
  try {
    const report = await convertFile(context, file, {
      ...run,
      openTable: async (input, mapping) => {
        const names = mapping.columns.map(({ as }) => as);
        const writer = await session.createParquet(names);
        renamed.push(...renamings(names, writer.columns));
        const feed = new TableFeed(input, mapping.fields, writer);
        return {
          block: (block) => feed.block(block),
          async end(rows) {
            await feed.end();
            const written = await writer.close();
            requireSameRows(rows, written.rows, file.name);
            await publish(written.file, rows, run);
          },
        };
      },
    });
    return renamed.length === 0 ? report : withRenamings(report, renamed);
  } finally {
    await session.close();
  }
}

async function publish(file: ByteSource, rows: number, { openOutput }: FileRun): Promise<void> {
  const output = await openOutput?.();
  if (!output) return await file.close();
  await writeSource(file, output);
  output.rows = rows;
}

/** Readers of Parquet do not tell upper from lower case. */
function renamings(names: readonly string[], written: readonly string[]): IssuePlace[] {
  return names.flatMap((name, index) => {
    const as = written[index] ?? name;
    if (as === name) return [];
    const message = `The column “${name}” is called “${as}” in the Parquet file, where names have to differ in more than case.`;
    return [{ line: 1, record: null, column: index + 1, name, byte: null, message }];
  });
}

function withRenamings(report: FileReport, places: readonly IssuePlace[]): FileReport {
  const issue = { code: "renamed-header", severity: "warning", count: places.length, first: places.slice(0, maxPlacesPerIssue) } as const;
  return { ...report, issues: inOrder(joinIssues([...report.issues, issue])) };
}
