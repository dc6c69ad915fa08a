import type { BadRowPolicy } from "#core/jobs/job";
import type { OutputFile, RunContext, RunOutcome } from "#core/operations/operation";
import { type Failure, toFailure } from "../failure.ts";
import { openOutput, type PendingOutput } from "../files/file-output.ts";
import { openInput, standardInput } from "../files/file-source.ts";
import { untilInterrupted } from "../interruption.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { decompressors } from "./decompressors.ts";
import { engine } from "./engine.ts";
import { readMaskKey } from "./mask-key.ts";
import type { OutputPlaces } from "./output-places.ts";
import { emptyReport, type RunReport } from "./run-report.ts";

export interface FileTask<Params> {
  run(context: RunContext<Params>): Promise<RunOutcome>;
  params: Params;
  onBadRow: BadRowPolicy;
  places: OutputPlaces;
  isQuiet: boolean;
  signal: AbortSignal;
}

export interface FileResult {
  report: RunReport;
  /** 0 nothing rejected, 1 something was, 2 failed. */
  status: 0 | 1 | 2;
  failure: Failure | null;
}

/** Performs an operation on one file. Its outputs appear together when all went well; else none of them does. */
export async function runFile<Params>(task: FileTask<Params>): Promise<FileResult> {
  const { places } = task;
  const started = performance.now();
  const outputs = createOutputs(places);
  const report = emptyReport(places.input);
  try {
    const outcome = await runWithProgress(task, outputs, report);
    // Rows of an earlier run must not pass for this one's.
    if (places.rejects?.isNamed && !outputs.hasOpened(places.rejects.list)) {
      for (const name of ["rejects.ndjson", "rejects.csv"]) await (await outputs.open(name)).close();
    }
    await outputs.publish();
    Object.assign(report, outputs.readReport(), { file: places.input });
    return { report, status: outcome.counts.rejected > 0 ? 1 : 0, failure: null };
  } catch (error) {
    await outputs.abort();
    const failure = toFailure(task.signal.aborted ? task.signal.reason : error);
    return { report: { ...report, file: places.input, ms: Math.round(performance.now() - started), error: failure }, status: 2, failure };
  }
}

async function runWithProgress<Params>(task: FileTask<Params>, outputs: Outputs, known: RunReport): Promise<RunOutcome> {
  const { places, signal } = task;
  const input = await openInput(places.input);
  const name = places.input === standardInput ? "standard input" : places.input;
  const bar = createProgressBar({ label: name, total: input.size, isQuiet: task.isQuiet });
  try {
    const run = task.run({
      params: task.params,
      onBadRow: task.onBadRow,
      files: [{ name, size: input.size, open: async () => input.open() }],
      openOutput: (output) => outputs.open(output),
      progress: (rows, bytes) => bar.update(bytes, rows),
      failed: (report) => Object.assign(known, report),
      decompressors,
      engine,
      maskKey: readMaskKey,
      signal,
    });
    return await untilInterrupted(signal, run);
  } finally {
    bar.end();
    await input.close();
  }
}

interface Outputs {
  open(name: string): Promise<OutputFile>;
  hasOpened(path: string): boolean;
  readReport(): object;
  publish(): Promise<void>;
  abort(): Promise<void>;
}

/** Leads what an operation writes to where the user wants it. */
function createOutputs({ output, rejects }: OutputPlaces): Outputs {
  const opened = new Map<string, PendingOutput>();
  const report = createMemoryOutput();
  const placeOf = (name: string): string | null => {
    if (name === "rejects.ndjson") return rejects?.list ?? null;
    return name === "rejects.csv" ? (rejects?.lines ?? null) : output;
  };
  return {
    async open(name) {
      if (name === "report.json") return report;
      const path = placeOf(name);
      if (path === null) return createNullOutput();
      const pending = await openOutput(path);
      opened.set(path, pending);
      return pending;
    },
    hasOpened: (path) => opened.has(path),
    readReport: () => JSON.parse(report.text()) as object,
    async publish() {
      for (const pending of opened.values()) await pending.publish();
    },
    async abort() {
      await Promise.allSettled([...opened.values()].map((pending) => pending.abort()));
    },
  };
}

function createMemoryOutput(): OutputFile & { text(): string } {
  const utf8 = new TextDecoder();
  let text = "";
  return {
    async write(chunk) {
      text += utf8.decode(chunk, { stream: true });
    },
    close: async () => ({ bytes: text.length }),
    abort: async () => undefined,
    text: () => text,
  };
}

function createNullOutput(): OutputFile {
  let bytes = 0;
  return {
    async write(chunk) {
      bytes += chunk.length;
    },
    close: async () => ({ bytes }),
    abort: async () => undefined,
  };
}
