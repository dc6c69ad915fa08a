import type { DatasetRef } from "../../ports/record-store.ts";
import { newDataset, toDataset } from "../../records/dataset.ts";
import { holdDataset } from "../../records/dataset-lease.ts";
import { toLine } from "../../records/load-plan.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import { requireServices } from "../run-services.ts";
import { LoadApplying } from "./load-applying.ts";
import type { LoadParams } from "./load-params.ts";
import { LoadReading } from "./load-reading.ts";
import { LoadResults } from "./load-results.ts";

/** Performs `load`: a plan of the whole file first, and then what it says. */
export async function loadRows(context: RunContext<LoadParams>): Promise<RunOutcome> {
  const services = requireServices(context, "Load");
  const dataset: DatasetRef = { workspace: services.workspace, dataset: context.params.into };
  const results = new LoadResults(context);
  try {
    if (context.params.dryRun) return await tryOut(context, { dataset, results });
    const load = { context, services, dataset, results };
    const applying = new LoadApplying(load);
    const done = await applying.findApplied();
    return done ?? (await applying.perform(await holdDataset(services, dataset.dataset, context.signal)));
  } catch (error) {
    await results.abort();
    throw error;
  }
}

/** Says what would be done; whoever loads meanwhile is not waited for. */
async function tryOut(
  context: RunContext<LoadParams>,
  { dataset, results }: { dataset: DatasetRef; results: LoadResults },
): Promise<RunOutcome> {
  const services = requireServices(context, "Load");
  const stored = await services.documents.get({ workspace: dataset.workspace, kind: "dataset", id: dataset.dataset });
  const { fence } = stored ? toDataset(stored) : newDataset(services.now());
  const reading = new LoadReading({ context, services, dataset, results, isNew: fence === 0 });
  const report = await reading.read({
    async planned() {
      return undefined;
    },
    async take(lines) {
      for (const line of lines) if (!("reject" in line)) await results.change(toLine(line));
    },
  });
  return await results.outcome(report, reading.plan(report));
}
