import { formatCount } from "../../csv/format-count.ts";
import type { IssueCode, IssueSummary } from "../../csv/issue.ts";
import { inOrder } from "../../csv/issue-log.ts";
import type { JobPublished } from "../../jobs/job.ts";
import type { Committed } from "../../lake/commit-publication.ts";
import type { RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import type { PublishRun } from "./publish-file.ts";
import type { ReadFile } from "./publish-reading.ts";

/** What `report.json` says beside what it says of every file. */
interface PublishReport extends FileReport {
  published: JobPublished & {
    columns: { name: string; type: string; header: string }[];
    /** By which column rows lie in the lake; null: when the file arrived. */
    time: string | null;
    /** Of times that do not say theirs. */
    zone: string;
    replaced: { job: string; rows: number }[];
  };
}

/** What a publication leaves for its user. */
export function outcomeOf({
  context,
  target,
  read,
  committed,
}: PublishRun & { read: ReadFile; committed: Committed }): Omit<RunOutcome, "results"> & { report: PublishReport } {
  const { params } = context;
  const published = toPublished(committed, target.name);
  const replaced = committed.publication?.replaced ?? [];
  const issues = inOrder([...read.report.issues, ...notes(committed, replaced)]);
  const report = {
    ...read.report,
    issues,
    published: { ...published, columns: read.columns, time: params.time ?? null, zone: params.zone ?? "UTC", replaced },
  };
  return { counts: read.report.counts, issues, published, report };
}

function toPublished({ publication }: Committed, table: string): JobPublished {
  if (publication === null) return { table, rows: 0, files: 0, bytes: 0, partitions: 0, from: null, to: null };
  const { rows, files, bytes, partitions, from, to } = publication;
  return { table: publication.table, rows, files, bytes, partitions, from, to };
}

function notes({ later }: Committed, replaced: readonly { job: string; rows: number }[]): IssueSummary[] {
  const taken = replaced.map(
    ({ job, rows }) => `These rows took the place of the ${formatCount(rows)} that job ${job} had published from a file of that name.`,
  );
  const late =
    later === null ? [] : [`Job ${later} has published a later file of that name already, so that no rows of this one are in the table.`];
  return [...toIssue("took-place", taken), ...toIssue("place-taken", late)];
}

function toIssue(code: IssueCode, messages: readonly string[]): IssueSummary[] {
  if (messages.length === 0) return [];
  const first = messages.slice(0, 10).map((message) => ({ line: 1, record: null, column: null, name: null, byte: null, message }));
  return [{ code, severity: "notice", count: messages.length, first }];
}
