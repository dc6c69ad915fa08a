import { AppError } from "../app-error.ts";
import type { MessageLedger } from "../ports/message-ledger.ts";
import type { RecordStore } from "../ports/record-store.ts";

/** What a run may use of a server beside its files. Everything is the workspace's own. */
export interface RunServices {
  workspace: string;
  job: string;
  attempt: number;
  now: () => Date;
  records: RecordStore;
  ledger: MessageLedger;
  /** From here on the run is carried through, and can no longer be cancelled. @throws AppError cancelled, conflict */
  beginApply(): Promise<void>;
}

/** @throws AppError needs-server */
export function requireServices({ services }: { services?: RunServices | undefined }, title: string): RunServices {
  if (services) return services;
  throw new AppError("needs-server", `“${title}” works on what a server keeps, so it cannot run here. Send the file with sluice upload.`);
}
