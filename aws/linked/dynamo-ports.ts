import type { Ports } from "#core/ports/ports";
import { createDocumentClient } from "../dynamo-client.ts";
import { createDynamoConnectionStore } from "../dynamo-connection-store.ts";
import { createDynamoJobStore } from "../dynamo-job-store.ts";
import { createDynamoLinkStore } from "../dynamo-link-store.ts";
import { createDynamoIdempotencyStore, createDynamoQuotaStore } from "../dynamo-quota-store.ts";
import { createDynamoSweepMark } from "../dynamo-sweep-mark.ts";
import { once } from "../once.ts";
import { connectionsTable, jobsTable, settings } from "../resources.ts";

/** What is kept in the linked tables; each when it is first asked for, since not every function is linked to both. */
export function createDynamoPorts() {
  const client = createDocumentClient();
  return {
    jobs: once(() => createDynamoJobStore({ client, table: jobsTable(), settings: settings() })),
    connections: once(() => createDynamoConnectionStore({ client, table: connectionsTable() })),
    quota: once(() => createDynamoQuotaStore({ client, table: jobsTable() })),
    idempotency: once(() => createDynamoIdempotencyStore({ client, table: jobsTable() })),
    links: once(() => createDynamoLinkStore({ client, table: jobsTable() })),
    sweepMark: once(() => createDynamoSweepMark({ client, table: jobsTable() })),
  } satisfies { [Name in keyof Ports]?: () => Ports[Name] };
}
