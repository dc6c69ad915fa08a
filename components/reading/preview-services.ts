import { AppError } from "#core/app-error";
import type { RunServices } from "#core/operations/run-services";

/** A server that has nothing and takes nothing: a load is tried out as into a new dataset. */
export function emptyServices(): RunServices {
  return {
    ...{ workspace: "preview", job: "preview", attempt: 1, leaseSeconds: 60 },
    now: () => new Date(),
    documents: { get: async () => null, put: refuse, list: refuse, listDue: refuse, remove: refuse },
    records: { getMany: async () => new Map(), writeMany: refuse, list: refuse },
    ledger: { take: refuse, keep: refuse, read: refuse, write: refuse },
    queue: { sendBatch: refuse },
    kept: () => ({ read: refuse, write: refuse }),
    beginApply: refuse,
  };
}

async function refuse(): Promise<never> {
  throw new AppError("needs-server", "This is done by the server, once the job runs.");
}
