import { convert } from "#core/operations/convert";
import { convertFiles as runConvert } from "#core/operations/convert/convert-files";
import { type ConvertParams, isPackedByItself } from "#core/operations/convert/convert-params";
import type { ConvertOptions } from "../commands/convert.ts";
import { toDialectOverrides } from "../commands/reading-options.ts";
import { standardOutput } from "../files/file-output.ts";
import { UsageError } from "../usage-error.ts";
import { withMoreParams } from "./more-params.ts";
import { nearest } from "./nearest.ts";
import { nameOutputs, type OutputPlaces, rejectPlaces } from "./output-places.ts";
import { runFiles } from "./run-files.ts";
import type { RunReport } from "./run-report.ts";

/** `sluice convert`. Answers the exit status. */
export async function convertFiles(files: readonly string[], options: ConvertOptions, signal: AbortSignal): Promise<number> {
  const params = await withMoreParams(convert, toParams(options), options);
  const places = placeFiles(files, options, params.to);
  const compressors = params.compress && (await import("./compressors.ts")).compressors;
  return await runFiles({
    run: (context) => runConvert(compressors ? { ...context, compressors } : context),
    params,
    onBadRow: options.onBad,
    files: places,
    outDir: options.outDir,
    reportPath: options.report,
    isQuiet: options.quiet ?? false,
    signal,
    hint: (report) => didYouMean(report, options),
  });
}

function toParams(options: ConvertOptions): ConvertParams {
  if (options.to === undefined) throw new UsageError("Say what the file becomes: --to csv, tsv, json, ndjson, xlsx or parquet.");
  if (isPackedByItself(options.to) && (options.gzip || options.zstd)) {
    throw new UsageError("A Parquet file or a workbook is packed by itself: leave --gzip and --zstd out.");
  }
  const dialect = toDialectOverrides(options);
  return {
    to: options.to,
    ...chosenColumns(options),
    ...(dialect && { dialect }),
    ...(options.eol && { eol: options.eol }),
    ...(options.headerOut && { headerOut: true }),
    ...(options.neutraliseFormulas && { neutraliseFormulas: true }),
    ...(options.gzip && { compress: "gzip" }),
    ...(options.zstd && { compress: "zstd" }),
  };
}

function chosenColumns({ select, rename = [] }: ConvertOptions): Pick<ConvertParams, "columns" | "rename"> {
  const names = new Map<string, string>();
  for (const { column, as } of rename) {
    if (names.has(column)) throw new UsageError(`The column "${column}" is renamed twice.`);
    if (select && !select.includes(column)) throw new UsageError(`The column "${column}" is renamed but not selected. Add it to --select.`);
    names.set(column, as);
  }
  if (select === undefined) return rename.length === 0 ? {} : { rename };
  return { columns: select.map((column) => ({ column, as: names.get(column) ?? column })) };
}

function placeFiles(files: readonly string[], options: ConvertOptions, extension: string): OutputPlaces[] {
  if (files.length > 1 && options.outDir === undefined) {
    throw new UsageError("Several files need a folder for their results: name it with --out-dir.");
  }
  if (files.length > 1 && options.rejects !== undefined) {
    throw new UsageError("The rejected rows of several files go beside each of them (FILE.rejects.ndjson); leave --rejects out.");
  }
  const outputs =
    options.outDir === undefined
      ? [options.out ?? standardOutput]
      : nameOutputs(files, options.outDir, `${extension}${options.gzip ? ".gz" : options.zstd ? ".zst" : ""}`);
  return files.map((input, index) => ({ input, output: outputs[index] ?? standardOutput, rejects: rejectPlaces(input, options.rejects) }));
}

/** A column that was asked for and is not there is often one that was misspelt. */
function didYouMean({ error, header }: RunReport, { select = [], rename = [] }: ConvertOptions): string | undefined {
  if (error?.code !== "no-such-column" || header === null) return undefined;
  const missing = [...select, ...rename.map(({ column }) => column)].find((column) => !header.names.includes(column));
  const close = missing === undefined ? null : nearest(missing, header.names);
  return close === null ? undefined : `Did you mean "${close}"?`;
}
