import { AppError } from "#core/app-error";
import { type IssueSummary, openTable, type TableReader } from "#core/csv/index";
import { parseParams } from "#core/operations/registry";
import { validate } from "#core/operations/validate";
import type { CheckOptions, CheckProgress, FileCheck } from "./file-check.ts";
import { openFile, type Pause, readStart } from "./file-source.ts";
import { isParquet } from "./inspect-file.ts";
import { discardOutput } from "./memory-outputs.ts";

const tellEveryMs = 100;

export interface CheckRun extends Omit<CheckOptions, "signal" | "onProgress"> {
  signal: AbortSignal;
  pause: Pause;
  progress(progress: CheckProgress): void;
}

/**
 * Reads a file to its end and says all that is wrong with it, in memory that does not grow with it.
 * @throws AppError as a job would fail; needs-server of a Parquet file
 */
export async function checkFile(file: File, run: CheckRun): Promise<FileCheck> {
  if (isParquet(await readStart(file, 4))) {
    const sentence = `${file.name} is Parquet, whose rows are whole and have their types by themselves. Rules are checked by the job, on the server.`;
    throw new AppError("needs-server", sentence);
  }
  const progress = throttled(file, run.progress);
  const schema = run.schema ?? (run.key && run.key.length > 0 ? { columns: [], key: run.key } : undefined);
  return schema === undefined ? await readThrough(file, run, progress) : await holdAgainst(file, { ...run, schema }, progress);
}

type Tell = (records: number, bytes: number, issues: () => readonly IssueSummary[] | null) => void;

/** The reader alone: rows that break the table's own rules. */
async function readThrough(file: File, { dialect, signal, pause }: CheckRun, tell: Tell): Promise<FileCheck> {
  const started = performance.now();
  const source = openFile(file, { signal, pause });
  const reader = await openTable(source, { name: file.name, signal, dialect });
  try {
    const { records, rejected } = await countRecords(reader, tell);
    const { issues, bytes } = reader.summary();
    return { records, rejected, issues, bytes, ms: Math.round(performance.now() - started) };
  } finally {
    await reader.close();
  }
}

async function countRecords(reader: TableReader, tell: Tell): Promise<{ records: number; rejected: number }> {
  let records = 0;
  let rejected = 0;
  const issues = () => reader.summary().issues;
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    records += block.table.records;
    rejected += block.flaws.length;
    tell(records, block.consumed, issues);
  }
  return { records, rejected };
}

/** The operation that a job would run, without its outputs. */
async function holdAgainst(file: File, run: CheckRun & { schema: unknown }, tell: Tell): Promise<FileCheck> {
  const { dialect, schema, signal, pause } = run;
  const started = performance.now();
  let bytes = file.size;
  const { counts, issues } = await validate.run({
    params: await parseParams(validate, { schema, rows: false, ...(dialect && { dialect }) }),
    onBadRow: "reject",
    files: [{ name: file.name, size: file.size, open: () => openFile(file, { signal, pause }) }],
    openOutput: async () => discardOutput,
    progress: (rows, read) => {
      bytes = Math.max(bytes, read);
      tell(rows, read, () => null);
    },
    signal,
  });
  return { records: counts.in, rejected: counts.rejected, issues, bytes, ms: Math.round(performance.now() - started) };
}

function throttled(file: File, progress: CheckRun["progress"]): Tell {
  let last = Number.NEGATIVE_INFINITY;
  return (records, bytes, issues) => {
    const now = performance.now();
    if (now - last < tellEveryMs) return;
    last = now;
    progress({ bytes, totalBytes: file.size, records, issues: countIssues(issues()) });
  };
}

function countIssues(issues: readonly IssueSummary[] | null): number | null {
  if (issues === null) return null;
  return issues.reduce((sum, { severity, count }) => sum + (severity === "notice" ? 0 : count), 0);
}
