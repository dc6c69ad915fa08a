import { AppError } from "../app-error.ts";
import type { RunServices } from "./run-services.ts";

/** A server that has nothing and takes nothing, for trying an operation out on a device: a load is tried as into a new dataset. */
export function noServices(): RunServices {
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
