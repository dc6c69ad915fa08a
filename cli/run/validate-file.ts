import { readFile } from "node:fs/promises";
import { parseParams } from "#core/operations/registry";
import { validate } from "#core/operations/validate";
import { toDialectOverrides } from "../commands/reading-options.ts";
import type { ValidateOptions } from "../commands/validate.ts";
import { withPath } from "../files/system-error.ts";
import { UsageError } from "../usage-error.ts";
import { withMoreParams } from "./more-params.ts";
import { rejectPlaces } from "./output-places.ts";
import { runFiles } from "./run-files.ts";

/** `sluice validate`. Answers the exit status. */
export async function validateFile(file: string, options: ValidateOptions, signal: AbortSignal): Promise<number> {
  if (options.schema === undefined) throw new UsageError("Say what the rows have to be like: --schema SCHEMA.json.");
  const dialect = toDialectOverrides(options);
  const checked = await parseParams(validate, {
    schema: await readSchema(options.schema),
    rows: options.out !== undefined,
    ...(options.maxRejectPercent !== undefined && { maxRejectPercent: options.maxRejectPercent }),
    ...(dialect && { dialect }),
  });
  const params = await withMoreParams(validate, checked, options);
  return await runFiles({
    run: (context) => validate.run(context),
    params,
    onBadRow: "reject",
    files: [{ input: file, output: options.out ?? null, rejects: rejectPlaces(file, options.rejects) }],
    reportPath: options.report,
    isQuiet: options.quiet ?? false,
    signal,
  });
}

async function readSchema(path: string): Promise<unknown> {
  const text = await withPath(path, () => readFile(path, "utf8"));
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`The schema ${path} is not JSON: ${error.message}.`, { cause: error });
  }
}
