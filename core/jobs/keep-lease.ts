import { AppError, isAppError } from "../app-error.ts";
import { type ChangePorts, changeJob } from "./change-job.ts";
import type { Job } from "./job.ts";
import type { JobEvent } from "./job-event.ts";
import { jobFacts } from "./observe-job.ts";
import { createPause } from "./pause.ts";
import type { Delivery } from "./run-job.ts";

export interface KeptLease {
  /** Aborted when the run is no longer wanted or no longer holds its job, with the reason. */
  signal: AbortSignal;
  stop(): Promise<void>;
}

interface Keeping {
  delivery: Pick<Delivery, "extendLease">;
  /** What renews it. */
  beat: JobEvent;
}

/** Renews the job's lease and hides its message, beat by beat; learns there that the job was cancelled, deleted or taken over. */
export function keepLease(ports: ChangePorts, job: Job, { delivery, beat: event }: Keeping): KeptLease {
  const lost = new AbortController();
  const pause = createPause();
  const { heartbeatSeconds, leaseSeconds } = ports.settings;
  let heldUntil = ports.now().getTime() + leaseSeconds * 1000;

  async function beat(): Promise<void> {
    const renewedAt = ports.now().getTime();
    try {
      await changeJob(ports, { workspace: job.workspace, id: job.id }, event);
      await delivery.extendLease(leaseSeconds);
      heldUntil = renewedAt + leaseSeconds * 1000;
    } catch (error) {
      if (!isAppError(error) || !error.retryable) return lost.abort(error);
      ports.observer.tell({ level: "warn", message: "Lease not renewed", facts: { ...jobFacts(job), code: error.code }, error });
      if (renewedAt >= heldUntil)
        lost.abort(new AppError("unavailable", "The run lost touch with its job.", { retryable: true, cause: error }));
    }
  }

  async function beatOn(): Promise<void> {
    while (!lost.signal.aborted && (await pause.wait(heartbeatSeconds * 1000))) await beat();
  }

  const beating = beatOn();
  return {
    signal: lost.signal,
    async stop() {
      pause.end();
      await beating;
    },
  };
}
