import type { z } from "zod";
import type { IssueSummary } from "../csv/issue.ts";
import type { BadRowPolicy, Counts, JobResult } from "../jobs/job.ts";

/** A file to read, opened as often as needed; always the same bytes. */
export interface InputFile {
  name: string;
  /** Bytes. */
  size: number;
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Where one result is written. Nothing is visible before `close`. */
export interface OutputFile {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<{ bytes: number }>;
  abort(): Promise<void>;
}

export interface RunContext<Params> {
  params: Params;
  onBadRow: BadRowPolicy;
  files: readonly InputFile[];
  openOutput(name: string, contentType: string): Promise<OutputFile>;
  /** Records and source bytes read so far; may be called as often as one likes. */
  progress(rows: number, bytes: number): void;
  signal: AbortSignal;
}

export interface RunOutcome {
  counts: Counts;
  issues: IssueSummary[];
  results: JobResult[];
}

/**
 * One thing that can be done with files. The form in the page, the API's validation and the description in OpenAPI all
 * come from `params`. Adding an operation is adding a file and a line in registry.ts.
 */
export interface Operation<Params = Record<string, unknown>> {
  id: string;
  title: string;
  description: string;
  params: z.ZodType<Params>;
  inputs: { minFiles: number; maxFiles: number };
  /** What becomes of a bad record when the job does not say. */
  defaultBadRow: BadRowPolicy;
  run(context: RunContext<Params>): Promise<RunOutcome>;
}
