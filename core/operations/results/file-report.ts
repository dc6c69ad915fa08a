import { isAppError } from "../../app-error.ts";
import type { IssueSummary } from "../../csv/issue.ts";
import { inOrder } from "../../csv/issue-log.ts";
import type { FoundTable, TableReader } from "../../csv/read/table-reader.ts";
import type { Counts } from "../../jobs/job.ts";

/** What `report.json` says of one file; of several it holds a list. */
export interface FileReport extends FoundTable {
  file: string;
  /** Size of the file, unpacked. */
  bytes: number;
  /** Columns of the result, in order. */
  columns: { column: string; as: string }[];
  counts: Counts;
  skipped: { blank: number; comment: number; preamble: number; header: number };
  issues: IssueSummary[];
  /** Values that were changed because it was asked for. */
  changed: { neutralisedCells: number };
  ms: number;
  /** Why the file was not read to its end. */
  error?: { code: string; message: string };
}

/** What is known of a file by now. `issues`: the reader's, and those of an operation, which have codes of their own. */
export function createFileReport(
  file: string,
  reader: TableReader,
  done: { columns: FileReport["columns"]; counts: Counts; issues: IssueSummary[]; neutralisedCells: number; ms: number },
): FileReport {
  const { bytes, skipped } = reader.summary();
  return {
    file,
    bytes,
    ...reader.found,
    columns: done.columns,
    counts: done.counts,
    skipped,
    issues: inOrder(done.issues),
    changed: { neutralisedCells: done.neutralisedCells },
    ms: done.ms,
  };
}

export function toReportError(error: unknown): NonNullable<FileReport["error"]> {
  return isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: "internal", message: "Something went wrong that is not the file's fault." };
}
