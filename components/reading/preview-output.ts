import { noServices } from "#core/operations/no-services";
import type { RunContext } from "#core/operations/operation";
import { parseParams, requireOperation } from "#core/operations/registry";
import type { FileReport } from "#core/operations/results/file-report";
import type { FileReading } from "./file-source.ts";
import { firstLines, MemoryOutputs } from "./memory-outputs.ts";
import type { OutputPreview, PreviewOptions, PreviewReject } from "./output-preview.ts";
import { type PreviewPlan, planPreview } from "./plan-preview.ts";
import { readResult } from "./read-result.ts";
import { openSamples, type SampleInputs } from "./sample-inputs.ts";

export type PreviewRun = Omit<PreviewOptions, "signal"> & FileReading;

const maxRejects = 200;

/**
 * Runs the very operation of a job on the beginnings of its files. What takes a server or the engine is left out, and said so.
 * @throws AppError as the job would fail
 */
export async function previewOutput(files: readonly File[], run: PreviewRun): Promise<OutputPreview> {
  const operation = requireOperation(run.operation);
  const samples = await openSamples(files, run.params, run);
  const { complete } = samples;
  const plan = planPreview(operation, { params: run.params, complete, files });
  const outputs = new MemoryOutputs();
  const { counts, issues, results } = await plan.operation.run(await createContext(plan, samples, { outputs, run }));
  const [main] = results.filter(({ name }) => name !== "report.json" && !name.startsWith("rejects."));
  const table = main ? await readResult(plan.shows, { main, outputs, reports: readReports(outputs), signal: run.signal }) : noTable;
  return {
    ...{ name: plan.name ?? main?.name ?? "", ...table, counts, issues, complete, omitted: plan.omitted },
    rowCount: main?.rows ?? 0,
    rejects: readRejects(outputs),
  };
}

const noTable = { columns: [], rows: [], text: null };

async function createContext(
  { operation, params }: PreviewPlan,
  { inputs, engine }: SampleInputs,
  { outputs, run }: { outputs: MemoryOutputs; run: PreviewRun },
): Promise<RunContext<Record<string, unknown>>> {
  return {
    params: await parseParams(operation, params),
    onBadRow: run.onBadRow,
    files: inputs,
    openOutput: outputs.open,
    progress: () => undefined,
    signal: run.signal,
    maskKey: async () => exampleKey,
    ...(operation.id === "load" && { services: noServices() }),
    ...(engine && { engine }),
  };
}

/** Of nobody: what is hashed with it shows only what hashes look like. */
const exampleKey = new TextEncoder().encode("an example, and no workspace's key");

function readReports(outputs: MemoryOutputs): FileReport[] {
  const kept = outputs.get("report.json");
  if (!kept?.complete) return [];
  const report = JSON.parse(new TextDecoder().decode(kept.bytes)) as FileReport | FileReport[];
  return Array.isArray(report) ? report : [report];
}

function readRejects(outputs: MemoryOutputs): PreviewReject[] {
  const kept = outputs.get("rejects.ndjson");
  if (!kept) return [];
  return firstLines(kept, maxRejects).map((line) => {
    const { file, line: place, record, codes, message, raw } = JSON.parse(line) as PreviewReject & { raw?: string | null };
    return { ...(file !== undefined && { file }), line: place, record, codes, message, raw: raw ?? null };
  });
}
