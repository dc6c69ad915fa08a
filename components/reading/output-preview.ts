import type { IssueSummary } from "#core/csv/index";
import type { BadRowPolicy, Counts } from "#core/jobs/job";

export interface PreviewOptions {
  operation: string;
  params: unknown;
  onBadRow: BadRowPolicy;
  signal?: AbortSignal | undefined;
}

/** What an operation makes of the beginnings of its files. */
export interface OutputPreview {
  /** What the job will call it. */
  name: string;
  columns: { name: string }[];
  /** The first ones; `rowCount` is how many the sample came to. A row may be longer than the columns by its surplus. */
  rows: string[][];
  rowCount: number;
  /** The first bytes that the job will write, of formats that people read as text: JSON and NDJSON. */
  text: string | null;
  counts: Counts;
  issues: IssueSummary[];
  /** The first rows set aside; `counts.rejected` is how many there are. */
  rejects: PreviewReject[];
  /** Whether the sample is all there is. */
  complete: boolean;
  /** Sentences: what the result will be that this is not. */
  omitted: string[];
}

/** As `rejects.ndjson` tells it. */
export interface PreviewReject {
  /** Of several files, which. */
  file?: string;
  line: number;
  record: number;
  codes: string[];
  message: string;
  /** The record as it stands in the file; null where it cannot be shown. */
  raw: string | null;
}
