import { AppError } from "../app-error.ts";
import type { LakeObjects } from "../lake/lake-ports.ts";
import type { Catalogue } from "../ports/catalogue.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { MessageLedger } from "../ports/message-ledger.ts";
import type { MessageQueue } from "../ports/message-queue.ts";
import type { RecordStore } from "../ports/record-store.ts";
import type { Scratch } from "../ports/scratch.ts";

/** What a run leaves for later runs. Each is read, and written, as a whole. */
export interface KeptFiles {
  /** Null when there is none of that name. */
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** What publishing needs beside documents. */
export interface LakeServices {
  objects: LakeObjects;
  catalogue: Catalogue;
  scratch: Scratch;
}

/** What a run may use of a server beside its files. Everything is the workspace's own. */
export interface RunServices {
  workspace: string;
  job: string;
  attempt: number;
  now: () => Date;
  /** By then whoever runs this has been killed from outside, whatever it does; absent where nobody does that. */
  endsBy?: Date | undefined;
  /** What a run holds and does not renew for this long is taken from it. */
  leaseSeconds: number;
  documents: DocumentStore;
  records: RecordStore;
  ledger: MessageLedger;
  /** Messages for other systems. */
  queue: Pick<MessageQueue, "sendBatch">;
  /** Of this job, or of another of the workspace. They go with the job. */
  kept(job?: string): KeptFiles;
  /** The tables of the lake; absent where there is none. */
  lake?: LakeServices | undefined;
  /** The job whose rejected rows this one sends again. */
  fixes?: string | undefined;
  /** From here on the run is carried through, and can no longer be cancelled. @throws AppError cancelled, conflict */
  beginApply(): Promise<void>;
}

/** @throws AppError needs-server */
export function requireServices({ services }: { services?: RunServices | undefined }, title: string): RunServices {
  if (services) return services;
  throw new AppError("needs-server", `“${title}” works on what a server keeps, so it cannot run here. Send the file with sluice upload.`);
}
