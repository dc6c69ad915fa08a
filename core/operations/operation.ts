import type * as z from "zod";
import type { IssueSummary } from "../csv/issue.ts";
import type { ReaderLimits } from "../csv/limits.ts";
import type { ByteSource } from "../csv/source/byte-source.ts";
import type { Decompressors } from "../csv/source/open-archive.ts";
import type { Compressor } from "../csv/write/compress.ts";
import type { CompressedFormat } from "../csv/write/table-formats.ts";
import type { BadRowPolicy, Counts, JobPublished, JobResult, LoadPlan, Runner } from "../jobs/job.ts";
import type { Engine } from "../ports/engine.ts";
import type { FileReport } from "./results/file-report.ts";
import type { RunServices } from "./run-services.ts";

/** A file to read; always the same bytes. */
export interface InputFile {
  name: string;
  /** Bytes; null where only reading tells. */
  size: number | null;
  /** It is only the file's beginning: an unfinished last record is left out, and nothing is said about the end. */
  partial?: boolean;
  /** When it came in, and what it is called where it was dropped; the same in every attempt. */
  arrivedAt?: string | undefined;
  droppedAs?: string | undefined;
  open(signal: AbortSignal): ByteSource | Promise<ByteSource>;
}

/** Where one result is written. Nothing is visible before `close`. */
export interface OutputFile {
  /** One chunk at a time, which may change once this settled. */
  write(chunk: Uint8Array): Promise<void>;
  /** What another process needs to go on writing, as plain JSON; only where outputs can be continued. */
  state?(): Promise<unknown>;
  close(): Promise<{ bytes: number }>;
  abort(): Promise<void>;
}

export interface RunContext<Params> {
  params: Params;
  onBadRow: BadRowPolicy;
  files: readonly InputFile[];
  /** `from` is what the output's `state` answered in an earlier run. */
  openOutput(name: string, contentType: string, from?: unknown): Promise<OutputFile>;
  /** Records and source bytes read so far; may be called as often as one likes. */
  progress(rows: number, bytes: number): void;
  signal: AbortSignal;
  /** Told once, before the error rises, what was known of a file that failed. */
  failed?(report: FileReport): void;
  checkpoints?: Checkpoints;
  /** What this machine does faster than the platform's common ground, or at all (zstd). */
  compressors?: Compressors;
  decompressors?: Decompressors;
  /** What a server has beside the files; without it an operation that needs it says so. */
  services?: RunServices;
  /** SQL, Parquet and sorting on disk; only where the runner has it. */
  engine?: Engine;
  /** What `mask` hashes with: of the workspace, and the same for good. */
  maskKey?(): Promise<Uint8Array>;
  /** Smaller bounds, for tests. */
  limits?: Partial<ReaderLimits>;
}

/** One complete member, or frame, of each format. */
export type Compressors = Readonly<Partial<Record<CompressedFormat, Compressor>>>;

/** How a run is continued by another one, which is given the same files and parameters. */
export interface Checkpoints {
  /** Go on from here instead of from the beginning. */
  from?: RunCheckpoint | undefined;
  /** Asked after each block of records. */
  isDue(): boolean;
  /** Everything before is written, nothing after has been told. A run that shall end here is ended by throwing. */
  save(checkpoint: RunCheckpoint): Promise<void>;
}

/** Plain JSON, of which only the operation that made it knows what it means. */
export type RunCheckpoint = Readonly<Record<string, unknown>> & { readonly v: 1 };

export interface RunOutcome {
  counts: Counts;
  issues: IssueSummary[];
  results: JobResult[];
  plan?: LoadPlan;
  published?: JobPublished;
}

export interface OperationInputs {
  /** 0: it also works on what is stored already. */
  minFiles: number;
  maxFiles: number;
  /** Several files that somebody brings at once are one job; a job each otherwise. */
  together?: true;
}

/** All that is said has to hold. */
export interface Fits {
  /** The names of a job's files, one for each: `*` is any text, `{date}` eight digits that are the same in all of them. */
  names?: readonly string[];
  /** Columns that every file has. */
  columns?: readonly string[];
  /** `.parquet`: how the name of every file ends. */
  endings?: readonly string[];
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
  inputs: OperationInputs;
  /** Files that this is likely wanted for; it is then proposed first. */
  fits?: Fits;
  /** It works on what only a server keeps, so that no command can run it by itself. */
  needsServer?: true;
  /** Each row is taken for itself: rows that were set aside can be corrected and sent again without the others. */
  takesRowsAgain?: true;
  /** Who can run it; the row path alone where it does not say. */
  runner?(request: { params: Params; files: readonly { name: string }[] }): Runner;
  /** What the schema cannot say of parameters, by a code of its own. @throws AppError */
  check?(params: Params): void;
  /** What becomes of a bad record when the job does not say. */
  defaultBadRow: BadRowPolicy;
  /** Loads the reader, which whoever only describes an operation or checks its parameters does without. */
  run(context: RunContext<Params>): Promise<RunOutcome>;
}
