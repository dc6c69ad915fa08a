import { AppError } from "../../app-error.ts";
import type { IssueSummary } from "../../csv/issue.ts";
import type { RecordSource } from "../../csv/read/table-reader.ts";
import { type FileReport, toReportError } from "../results/file-report.ts";

/** What was done with a file before the row at which its run stopped. */
export interface DoneBefore {
  /** Records, and how many of them were rejected. */
  records: number;
  rejected: number;
  /** Where in the source (0-based byte) that ends which the report speaks of. */
  end: number;
}

/** A run that stopped because it was asked to. Blocks may reach further than it got. */
export class StoppedAtRow extends AppError {
  readonly done: DoneBefore;

  constructor(reason: string, done: DoneBefore, line?: number) {
    super("stopped-at-bad-row", `${reason} The job stopped there, as asked.`, line === undefined ? {} : { line });
    this.done = done;
  }
}

/** The row itself is told, and counted nowhere. */
export function stopAtRow(row: RecordSource & { message(): string }, rejected: number, placeInMessages: string): StoppedAtRow {
  const done = { records: row.record - 1, rejected, end: endOf(row) };
  return new StoppedAtRow(`${placeInMessages}${row.message()}`, done, row.line);
}

/** Behind the row, in the source. */
export function endOf({ byte, bytes, truncated, sourceEnd }: RecordSource): number {
  return truncated?.to ?? sourceEnd ?? byte + bytes.length;
}

/** The report of a file that failed: of what was done before the row at which the run stopped, or else of the blocks that were done with. */
export function toFailedReport(report: FileReport, cause: unknown, input: { filteredOf(records: number): number }): FileReport {
  const failed = { ...report, error: toReportError(cause) };
  if (!(cause instanceof StoppedAtRow)) return failed;
  const { records, rejected, end } = cause.done;
  const filtered = input.filteredOf(records);
  const counts = { in: records, out: records - rejected - filtered, rejected, filtered };
  return { ...failed, counts, issues: issuesBefore(end, report.issues) };
}

/** Without what is said of places from `end` on. Counts are exact where a code's first places are all there are, or not all before it. */
function issuesBefore(end: number, issues: readonly IssueSummary[]): IssueSummary[] {
  return issues.flatMap((issue) => {
    const first = issue.first.filter(({ byte }) => byte === null || byte < end);
    if (first.length === issue.first.length) return [issue];
    return first.length === 0 ? [] : [{ ...issue, count: first.length, first }];
  });
}
