import { lookAtJob } from "../analysis/look-at-job.ts";
import { AppError } from "../app-error.ts";
import { requireEngine } from "../operations/query/require-engine.ts";
import type { AnalysedJob } from "./analyse-job.ts";
import { changeJob } from "./change-job.ts";
import type { JobResult } from "./job.ts";
import { keepLease } from "./keep-lease.ts";
import { analysisKey } from "./object-keys.ts";
import { openResults } from "./open-results.ts";
import { createPause } from "./pause.ts";
import type { Delivery, RunPorts } from "./run-job.ts";

/** Of an invocation's time: what is left for writing down what there is by then. */
const reservedShare = 0.2;

/**
 * Makes the tables of a job that people look at, and its profile, under a lease that is renewed meanwhile; those that are ready are
 * shown at once. Answers all of them. Throws what went wrong, or the reason for which it was stopped.
 */
export async function performAnalysis(ports: RunPorts, job: AnalysedJob, delivery: Delivery): Promise<JobResult[]> {
  const { workspace, id, attempt, analysis } = job;
  const run = { attempt, run: analysis.run };
  const lease = keepLease(ports, job, { delivery, beat: { type: "renew-analysis", ...run } });
  const signal = AbortSignal.any([delivery.signal, lease.signal]);
  const outputs = openResults(ports, { signal, keyOf: (name) => analysisKey({ workspace, job: id, ...run, name }) });
  const deadline = createDeadline(ports, delivery);
  try {
    const results = await lookAtJob({
      ...{ job, signal, objects: ports.objects, now: ports.now, tableSignal: deadline.signal, tablesBy: deadline.by },
      ...(await ports.packers?.()),
      engine: requireEngine(ports),
      openOutput: outputs.open,
      show: async (ready) => {
        await changeJob(ports, { workspace, id }, { type: "tables-ready", ...run, results: ready });
      },
    });
    signal.throwIfAborted();
    return results;
  } catch (error) {
    await outputs.abort();
    throw signal.aborted ? signal.reason : error;
  } finally {
    deadline.clear();
    await lease.stop();
  }
}

/** A table that is not ready by then is left out: another run of the same length would not come further. */
function createDeadline({ now }: Pick<RunPorts, "now">, { endsBy }: Delivery) {
  const controller = new AbortController();
  const pause = createPause();
  const reason = new AppError("query-timeout", "It is too large to be prepared for looking at within one run.");
  const leftMs = endsBy && (endsBy.getTime() - now().getTime()) * (1 - reservedShare);
  if (leftMs !== undefined) void pause.wait(leftMs).then((isOver) => isOver && controller.abort(reason));
  const by = leftMs === undefined ? undefined : new Date(now().getTime() + leftMs);
  return { signal: controller.signal, by, clear: pause.end };
}
