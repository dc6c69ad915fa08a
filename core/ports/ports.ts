import type { Decompressors } from "../csv/source/open-archive.ts";
import type { Compressors } from "../operations/operation.ts";
import type { Settings } from "../settings.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ConnectionSender, ConnectionStore } from "./connections.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { DocumentStore } from "./document-store.ts";
import type { Engine, LakeEngine } from "./engine.ts";
import type { JobStore } from "./job-store.ts";
import type { LinkStore } from "./link-store.ts";
import type { Mailer } from "./mailer.ts";
import type { MessageLedger } from "./message-ledger.ts";
import type { MessageQueue } from "./message-queue.ts";
import type { ObjectStore } from "./object-store.ts";
import type { Observer } from "./observer.ts";
import type { QueryEngine, QueryEngineName } from "./query-engine.ts";
import type { IdempotencyStore, QuotaStore } from "./quota-store.ts";
import type { RecordStore } from "./record-store.ts";
import type { Scratch } from "./scratch.ts";
import type { SweepMark } from "./sweep-mark.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** Everything outside the core that its verbs need. `aws/ports.ts` builds it; a verb names the few it takes. */
export interface Ports {
  jobs: JobStore;
  objects: ObjectStore;
  queue: MessageQueue;
  deadLetters: DeadLetters;
  connections: ConnectionStore;
  sender: ConnectionSender;
  quota: QuotaStore;
  idempotency: IdempotencyStore;
  links: LinkStore;
  documents: DocumentStore;
  records: RecordStore;
  ledger: MessageLedger;
  sweepMark: SweepMark;
  mailer: Mailer;
  webhookSender: WebhookSender;
  observer: Observer;
  /** What packs results, and unpacks uploads, faster than the platform's common ground does. */
  packers?(): Promise<{ compressors: Compressors; decompressors: Decompressors }>;
  /** Only in functions that have it. */
  engine?: Engine;
  /** Only in the function that runs queries. */
  lakeEngine?: LakeEngine;
  queryEngines?: Readonly<Record<QueryEngineName, QueryEngine>>;
  scratch?: Scratch;
  catalogue: Catalogue;
  settings: Settings;
  now: () => Date;
}
