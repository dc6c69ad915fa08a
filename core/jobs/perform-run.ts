import type { OutputFile, RunOutcome } from "../operations/operation.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import { RunPostponed } from "../operations/run-postponed.ts";
import type { RunServices } from "../operations/run-services.ts";
import { requireAccounted } from "./accounting.ts";
import { changeJob } from "./change-job.ts";
import type { Job } from "./job.ts";
import { keepLease } from "./keep-lease.ts";
import { keptFilesOf } from "./kept-files.ts";
import { maskKeyOf } from "./mask-key.ts";
import { resultKey } from "./object-keys.ts";
import { openResults } from "./open-results.ts";
import { pinnedInput } from "./pinned-input.ts";
import { reportProgress } from "./report-progress.ts";
import type { Delivery, RunPorts } from "./run-job.ts";

/**
 * Performs the job's operation on the pinned versions of its files, under a lease that is renewed meanwhile. Throws what
 * went wrong; when the run was stopped, the reason it was stopped for.
 */
export async function performRun(ports: RunPorts, job: Job, delivery: Delivery): Promise<RunOutcome> {
  const lease = keepLease(ports, job, { delivery, beat: { type: "heartbeat", attempt: job.attempt } });
  const signal = AbortSignal.any([delivery.signal, lease.signal]);
  const progress = reportProgress(ports, job);
  const { workspace, id, attempt } = job;
  const outputs = openResults(ports, { signal, keyOf: (name) => resultKey({ workspace, job: id, attempt, name }) });
  try {
    const services = toServices(ports, job, { endsBy: delivery.endsBy, signal });
    const outcome = await perform(ports, job, { services, signal, openOutput: outputs.open, progress: progress.report });
    signal.throwIfAborted();
    return outcome;
  } catch (error) {
    await outputs.abort();
    throw signal.aborted && !(error instanceof RunPostponed) ? signal.reason : error;
  } finally {
    await Promise.all([lease.stop(), progress.stop()]);
  }
}

interface RunTools {
  services: RunServices;
  signal: AbortSignal;
  openOutput(name: string, contentType: string): Promise<OutputFile>;
  progress(rows: number, bytes: number): void;
}

async function perform(ports: RunPorts, job: Job, tools: RunTools): Promise<RunOutcome> {
  const operation = requireOperation(job.operation);
  const params = await parseParams(operation, job.params);
  const files = job.files.map((file) => pinnedInput(ports, file));
  const outcome = await operation.run({
    ...tools,
    ...(await ports.packers?.()),
    ...(ports.engine && { engine: ports.engine }),
    maskKey: () => maskKeyOf(ports, job.workspace),
    params,
    onBadRow: job.onBadRow,
    files,
  });
  requireAccounted(outcome.counts);
  return outcome;
}

function toServices(
  ports: RunPorts,
  { workspace, id, attempt, fixes }: Job,
  { endsBy, signal }: { endsBy: Date | undefined; signal: AbortSignal },
): RunServices {
  const { documents, records, ledger, queue, now, objects, catalogue, scratch } = ports;
  const { leaseSeconds } = ports.settings;
  return {
    ...{ workspace, job: id, attempt, endsBy, leaseSeconds, now, documents, records, ledger, queue },
    ...(scratch && { lake: { objects, catalogue, scratch } }),
    ...(fixes && { fixes: fixes.job }),
    kept: (owner = id) => keptFilesOf(ports, { workspace, job: owner }, signal),
    async beginApply() {
      await changeJob(ports, { workspace, id }, { type: "begin-apply", attempt });
    },
  };
}
