import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Operation, RunOutcome } from "#core/operations/operation";
import { allOperations, parseParams } from "#core/operations/registry";
import { requireServices } from "#core/operations/run-services";
import { formatCount, plural } from "#core/words/format-number";
import type { RunOptions } from "../commands/run.ts";
import { openOutput, type PendingOutput } from "../files/file-output.ts";
import { openInput, standardInput } from "../files/file-source.ts";
import { requireDistinctFiles } from "../files/same-file.ts";
import { withPath } from "../files/system-error.ts";
import { untilInterrupted } from "../interruption.ts";
import { createPaint } from "../terminal/paint.ts";
import { print } from "../terminal/print.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { tell } from "../terminal/tell.ts";
import { UsageError } from "../usage-error.ts";
import { compressors } from "./compressors.ts";
import { decompressors } from "./decompressors.ts";
import { engine } from "./engine.ts";
import { readMaskKey } from "./mask-key.ts";
import { issueLines } from "./summary.ts";

export interface OperationRun {
  operation: Operation;
  files: readonly string[];
  options: RunOptions;
  params: Record<string, unknown>;
  signal: AbortSignal;
}

/** `sluice run` alone. */
export async function listOperations(): Promise<number> {
  const width = Math.max(...allOperations().map(({ id }) => id.length));
  const lines = allOperations().map(
    ({ id, title, needsServer }) => `${id.padEnd(width)}  ${title}${needsServer ? " (on a server only: sluice upload)" : ""}`,
  );
  await print(`${lines.join("\n")}\n`);
  return 0;
}

/** Performs an operation on all the files together. Its results appear together when all went well; else none does. */
export async function runOperation({ operation, files, options, params: given, signal }: OperationRun): Promise<number> {
  if (operation.needsServer) requireServices({}, operation.title);
  const params = await parseParams(operation, given);
  requireFiles(operation, files);
  const { outDir } = options;
  await withPath(outDir, () => mkdir(outDir, { recursive: true }));
  const outputs = createOutputs(outDir, files);
  const inputs = await Promise.all(files.map(async (path) => ({ path, ...(await openInput(path)) })));
  const total = inputs.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const bar = createProgressBar({ label: operation.id, total, isQuiet: options.quiet ?? false });
  try {
    const run = operation.run({
      params,
      onBadRow: options.onBad ?? operation.defaultBadRow,
      files: inputs.map(({ path, size, open }) => ({ name: basename(path), size, open: async () => open() })),
      openOutput: outputs.open,
      progress: (rows, bytes) => bar.update(bytes, rows),
      maskKey: readMaskKey,
      compressors,
      decompressors,
      engine,
      signal,
    });
    const outcome = await untilInterrupted(signal, run);
    await outputs.publish();
    bar.end();
    if (!options.quiet) sayOutcome(operation, outcome);
    await print(outcome.results.map(({ name }) => `${join(outDir, name)}\n`).join(""));
    return outcome.counts.rejected > 0 ? 1 : 0;
  } catch (error) {
    await outputs.abort();
    throw error;
  } finally {
    bar.end();
    await Promise.all(inputs.map(({ close }) => close()));
  }
}

function requireFiles({ id, inputs: { minFiles, maxFiles } }: Operation, files: readonly string[]): void {
  if (files.length < minFiles) throw new UsageError(`${id} needs ${plural(minFiles, "file")}, not ${files.length}.`);
  if (files.length > maxFiles) throw new UsageError(`${id} takes at most ${plural(maxFiles, "file")}, not ${files.length}.`);
  if (files.filter((path) => path === standardInput).length > 1) throw new UsageError("Standard input (-) can be read only once.");
}

function createOutputs(folder: string, inputs: readonly string[]) {
  const opened: PendingOutput[] = [];
  return {
    async open(name: string): Promise<PendingOutput> {
      const path = join(folder, name);
      requireDistinctFiles(inputs, [{ path, role: "A result" }]);
      const output = await openOutput(path);
      opened.push(output);
      return output;
    },
    async publish(): Promise<void> {
      for (const output of opened) await output.publish();
    },
    async abort(): Promise<void> {
      await Promise.allSettled(opened.map((output) => output.abort()));
    },
  };
}

function sayOutcome({ id }: Operation, { counts, issues }: RunOutcome): void {
  const paint = createPaint(2);
  const { in: read, out, rejected, filtered } = counts;
  tell(
    `${paint("bold", id)}: ${plural(read, "row")} in = ${formatCount(out)} out + ${formatCount(rejected)} set aside + ${formatCount(filtered)} filtered`,
  );
  for (const line of issueLines(issues, paint)) tell(line);
}
