import { AppError } from "../app-error.ts";
import { toByteSource } from "../csv/source/byte-source.ts";
import type { InputFile, OutputFile, RunOutcome } from "../operations/operation.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import { RunPostponed } from "../operations/run-postponed.ts";
import type { RunServices } from "../operations/run-services.ts";
import type { Ports } from "../ports/ports.ts";
import { requireAccounted } from "./accounting.ts";
import { changeJob } from "./change-job.ts";
import type { Job, JobFile } from "./job.ts";
import { keepLease } from "./keep-lease.ts";
import { keptFilesOf } from "./kept-files.ts";
import { maskKeyOf } from "./mask-key.ts";
import { resultKey } from "./object-keys.ts";
import { reportProgress } from "./report-progress.ts";
import type { Delivery, RunPorts } from "./run-job.ts";

/**
 * Performs the job's operation on the pinned versions of its files, under a lease that is renewed meanwhile. Throws what
 * went wrong; when the run was stopped, the reason it was stopped for.
 */
export async function performRun(ports: RunPorts, job: Job, delivery: Delivery): Promise<RunOutcome> {
  const lease = keepLease(ports, job, delivery);
  const signal = AbortSignal.any([delivery.signal, lease.signal]);
  const progress = reportProgress(ports, job);
  const outputs = openOutputs(ports, job, signal);
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
  const files = job.files.map((file) => toInput(ports, file));
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
  { workspace, id, attempt }: Job,
  { endsBy, signal }: { endsBy: Date | undefined; signal: AbortSignal },
): RunServices {
  const { documents, records, ledger, queue, now } = ports;
  const { leaseSeconds } = ports.settings;
  return {
    ...{ workspace, job: id, attempt, endsBy, leaseSeconds, now, documents, records, ledger, queue },
    kept: (owner = id) => keptFilesOf(ports, { workspace, job: owner }, signal),
    async beginApply() {
      await changeJob(ports, { workspace, id }, { type: "begin-apply", attempt });
    },
  };
}

function toInput(ports: Pick<Ports, "objects">, { name, size, key, versionId, etag }: JobFile): InputFile {
  return {
    name,
    size,
    open(signal) {
      if (versionId !== undefined && etag !== undefined) {
        return toByteSource(ports.objects.read("uploads", key, { versionId, etag, signal }));
      }
      throw new AppError("upload-gone", `“${name}” has not arrived, so the job cannot run.`);
    },
  };
}

/** The results of one attempt lie under a prefix of their own; what was not closed when a run ends is dropped. */
function openOutputs(ports: Pick<Ports, "objects">, { workspace, id, attempt }: Job, signal: AbortSignal) {
  const open = new Set<OutputFile>();
  return {
    async open(name: string, contentType: string): Promise<OutputFile> {
      const writer = ports.objects.write("results", resultKey({ workspace, job: id, attempt, name }), { contentType, signal });
      const output: OutputFile = {
        write: (chunk) => writer.write(chunk),
        async close() {
          const written = await writer.close();
          open.delete(output);
          return written;
        },
        async abort() {
          open.delete(output);
          await writer.abort();
        },
      };
      open.add(output);
      return output;
    },
    async abort(): Promise<void> {
      await Promise.allSettled([...open].map((output) => output.abort()));
    },
  };
}
