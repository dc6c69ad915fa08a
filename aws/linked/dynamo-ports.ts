import type { Ports } from "#core/ports/ports";
import { createDocumentClient, createItemClient } from "../dynamo-client.ts";
import { createDynamoConnectionStore } from "../dynamo-connection-store.ts";
import { createDynamoDocumentStore } from "../dynamo-document-store.ts";
import { createDynamoJobStore } from "../dynamo-job-store.ts";
import { createDynamoLinkStore } from "../dynamo-link-store.ts";
import { createDynamoMessageLedger } from "../dynamo-message-ledger.ts";
import { createDynamoIdempotencyStore, createDynamoQuotaStore } from "../dynamo-quota-store.ts";
import { createDynamoRecordStore } from "../dynamo-record-store.ts";
import { createDynamoSweepMark } from "../dynamo-sweep-mark.ts";
import { once } from "../once.ts";
import { connectionsTable, jobsTable, ledgerTable, recordsTable, settings, workspacesTable } from "../resources.ts";

/** What is kept in the linked tables; each when it is first asked for, since not every function is linked to both. */
export function createDynamoPorts() {
  const client = createDocumentClient();
  return {
    jobs: once(() => createDynamoJobStore({ client, table: jobsTable(), settings: settings() })),
    connections: once(() => createDynamoConnectionStore({ client, table: connectionsTable() })),
    quota: once(() => createDynamoQuotaStore({ client, table: jobsTable() })),
    idempotency: once(() => createDynamoIdempotencyStore({ client, table: jobsTable() })),
    documents: once(() => createDynamoDocumentStore({ client, table: workspacesTable() })),
    records: once(() => createDynamoRecordStore({ client: createItemClient(), table: recordsTable() })),
    ledger: once(() => createDynamoMessageLedger({ client, table: ledgerTable() })),
    links: once(() => createDynamoLinkStore({ client, table: jobsTable() })),
    sweepMark: once(() => createDynamoSweepMark({ client, table: jobsTable() })),
  } satisfies { [Name in keyof Ports]?: () => Ports[Name] };
}
