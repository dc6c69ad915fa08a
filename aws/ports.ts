import type { Ports } from "#core/ports/ports";
import { lazyObjectStore } from "./lazy-object-store.ts";
import { lazyPort } from "./lazy-port.ts";
import { observer } from "./observer.ts";
import { once } from "./once.ts";
import { settings } from "./resources.ts";

/** The product on AWS. Each port is made, and what it is made of loaded, when it is first used: a function reaches only what is linked to it. */
export function createPorts(): Ports {
  const stageSettings = once(settings);
  const tables = once(async () => (await import("./linked/dynamo-ports.ts")).createDynamoPorts());
  return {
    jobs: lazyPort(async () => (await tables()).jobs()),
    connections: lazyPort(async () => (await tables()).connections()),
    quota: lazyPort(async () => (await tables()).quota()),
    idempotency: lazyPort(async () => (await tables()).idempotency()),
    documents: lazyPort(async () => (await tables()).documents()),
    records: lazyPort(async () => (await tables()).records()),
    ledger: lazyPort(async () => (await tables()).ledger()),
    links: lazyPort(async () => (await tables()).links()),
    sweepMark: lazyPort(async () => (await tables()).sweepMark()),
    objects: lazyObjectStore(once(async () => (await import("./linked/s3-objects.ts")).createS3Objects())),
    queue: lazyPort(once(async () => (await import("./linked/sqs-queues.ts")).createSqsQueue())),
    deadLetters: lazyPort(once(async () => (await import("./linked/sqs-dead-letters.ts")).createDeadLetters())),
    mailer: lazyPort(once(async () => (await import("./linked/sns-mail.ts")).createSnsMail())),
    webhookSender: lazyPort(once(async () => (await import("./http-webhook-sender.ts")).createHttpWebhookSender())),
    sender: lazyPort(once(async () => (await import("./linked/socket-sender.ts")).createSocketSender())),
    catalogue: lazyPort(once(async () => (await import("./linked/glue-tables.ts")).createGlueTables())),
    get observer() {
      return observer();
    },
    get settings() {
      return stageSettings();
    },
    scratch: { open: async () => (await import("./scratch-disk.ts")).createScratchDisk().open() },
    packers: async () => await import("./zlib-packers.ts"),
    now: () => new Date(),
  };
}
