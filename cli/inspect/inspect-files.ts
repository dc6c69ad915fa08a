import { proposeSchema } from "#core/operations/schema/propose-schema";
import type { InspectCommandOptions } from "../commands/inspect.ts";
import { toDialectOverrides } from "../commands/reading-options.ts";
import { failedStatus } from "../exit-status.ts";
import { type Failure, failureLine, toFailure } from "../failure.ts";
import { standardInput } from "../files/file-source.ts";
import { untilInterrupted } from "../interruption.ts";
import { print } from "../terminal/print.ts";
import { tell } from "../terminal/tell.ts";
import { UsageError } from "../usage-error.ts";
import { type FileInspection, inspectFile } from "./inspect-file.ts";
import { inspectionLines } from "./inspection-lines.ts";

type Outcome = FileInspection | { file: string; error: Failure };

/** `sluice inspect`. Answers the exit status. */
export async function inspectFiles(files: readonly string[], options: InspectCommandOptions, signal: AbortSignal): Promise<number> {
  if (files.filter((file) => file === standardInput).length > 1) throw new UsageError("Standard input (-) can be read only once.");
  if (options.schema && files.length !== 1) throw new UsageError("--schema proposes the schema of one file.");
  const outcomes: Outcome[] = [];
  for (const file of files) {
    const outcome = await inspectOne(file, options, signal);
    signal.throwIfAborted();
    outcomes.push(outcome);
    if (options.json && !options.schema) continue;
    if ("error" in outcome) tell(failureLine(outcome.error));
    else if (options.schema) await print(`${JSON.stringify(proposeSchema({ ...outcome, records: outcome.rows }), null, 2)}\n`);
    else await print(`${outcomes.length > 1 ? "\n" : ""}${inspectionLines(outcome).join("\n")}\n`);
  }
  if (options.json && !options.schema) await print(`${JSON.stringify(files.length === 1 ? outcomes[0] : outcomes, null, 2)}\n`);
  return outcomes.some((outcome) => "error" in outcome) ? failedStatus : 0;
}

async function inspectOne(file: string, options: InspectCommandOptions, signal: AbortSignal): Promise<Outcome> {
  try {
    const inspection = inspectFile(file, { dialect: toDialectOverrides(options), all: options.all ?? false, isQuiet: false, signal });
    return await untilInterrupted(signal, inspection);
  } catch (error) {
    return { file, error: toFailure(error) };
  }
}
