import { mkdir } from "node:fs/promises";
import { readerGoneStatus } from "../exit-status.ts";
import { failureLine } from "../failure.ts";
import { openOutput, standardOutput } from "../files/file-output.ts";
import { standardInput } from "../files/file-source.ts";
import { requireDistinctFiles } from "../files/same-file.ts";
import { withPath } from "../files/system-error.ts";
import { printable } from "../terminal/printable.ts";
import { tell } from "../terminal/tell.ts";
import { UsageError } from "../usage-error.ts";
import type { OutputPlaces } from "./output-places.ts";
import { type FileTask, runFile } from "./run-file.ts";
import type { RunReport } from "./run-report.ts";
import { summaryLines } from "./summary.ts";

export interface Batch<Params> extends Omit<FileTask<Params>, "places"> {
  files: readonly OutputPlaces[];
  /** Made where it is not there. */
  outDir?: string | undefined;
  reportPath: string | undefined;
  /** Says more of a failure than the operation can. */
  hint?(report: RunReport): string | undefined;
}

/**
 * One file after the other; a file that fails does not keep the others from being read. Answers the worst exit status.
 * @throws UsageError before anything is read
 */
export async function runFiles<Params>(batch: Batch<Params>): Promise<number> {
  requirePlaces(batch);
  const { outDir } = batch;
  if (outDir !== undefined) await withPath(outDir, () => mkdir(outDir, { recursive: true }));
  const reports: RunReport[] = [];
  let status = 0;
  for (const places of batch.files) {
    const result = await runFile({ ...batch, places });
    reports.push(result.report);
    if (result.failure?.code === "reader-gone") status = readerGoneStatus;
    else status = Math.max(status, result.status);
    const isSilent = result.failure?.code === "reader-gone" || batch.signal.aborted;
    if (!isSilent) sayResult(batch, result.report, places);
    if (isSilent) break;
  }
  if (batch.reportPath !== undefined) await writeReport(batch.reportPath, reports, batch.files.length > 1);
  return status;
}

function sayResult<Params>(batch: Batch<Params>, report: RunReport, places: OutputPlaces): void {
  if (report.error) {
    tell(failureLine(report.error));
    const hint = batch.hint?.(report);
    if (hint !== undefined) tell(printable(hint));
  } else if (!batch.isQuiet) {
    for (const line of summaryLines(report, places)) tell(line);
  }
}

function requirePlaces<Params>({ files, reportPath, onBadRow }: Batch<Params>): void {
  const inputs = files.map((file) => file.input);
  if (inputs.filter((input) => input === standardInput).length > 1) throw new UsageError("Standard input (-) can be read only once.");
  if (onBadRow === "reject" && files.some((file) => file.rejects === null)) {
    throw new UsageError("Rows of standard input that are rejected need a place: name a file with --rejects FILE.");
  }
  const usesOutput = files.some((file) => file.output === standardOutput);
  if (reportPath === "-" && usesOutput) {
    throw new UsageError("The result and the report cannot both go to standard output. Name a file with --out or --report.");
  }
  requireDistinctFiles(
    inputs,
    [
      ...files.flatMap(({ output, rejects }) => [
        { path: output, role: "The result" },
        { path: rejects?.list, role: "The list of rejected rows" },
        { path: rejects?.lines, role: "The file of rejected rows" },
      ]),
      { path: reportPath, role: "The report" },
    ].flatMap(({ path, role }) => (path ? [{ path, role }] : [])),
  );
}

async function writeReport(path: string, reports: readonly RunReport[], several: boolean): Promise<void> {
  const output = await openOutput(path);
  await output.write(new TextEncoder().encode(`${JSON.stringify(several ? reports : reports[0], null, 2)}\n`));
  await output.close();
  await output.publish();
}
