import type { Ports } from "#core/ports/ports";
import { createApiGatewayConnectionSender } from "./api-gateway-connection-sender.ts";
import { createDocumentClient, createManagementClient, createS3Client, createSigningS3Client, createSqsClient } from "./clients.ts";
import { createDynamoConnectionStore } from "./dynamo-connection-store.ts";
import { createDynamoJobStore } from "./dynamo-job-store.ts";
import { createDynamoLinkStore } from "./dynamo-link-store.ts";
import { createDynamoIdempotencyStore, createDynamoQuotaStore } from "./dynamo-quota-store.ts";
import { createDynamoSweepMark } from "./dynamo-sweep-mark.ts";
import { observer } from "./observer.ts";
import { once } from "./once.ts";
import { bucketName, connectionsTable, jobsTable, queueUrl, settings, socketManagementEndpoint } from "./resources.ts";
import { createS3ObjectStore } from "./s3-object-store.ts";
import { createSqsMessageQueue } from "./sqs-message-queue.ts";
import { zlibCompressors, zlibDecompressors } from "./zlib-compressors.ts";

/** The product on AWS. Each port is made when it is first used: a function reaches only what is linked to it. */
export function createPorts(): Ports {
  const documents = once(() => createDocumentClient());
  const stageSettings = once(settings);
  const jobs = once(() => createDynamoJobStore({ client: documents(), table: jobsTable(), settings: stageSettings() }));
  const objects = once(() => createS3ObjectStore({ client: createS3Client(), signingClient: createSigningS3Client(), bucketName }));
  const queue = once(() => createSqsMessageQueue({ client: createSqsClient(), queueUrl }));
  const connections = once(() => createDynamoConnectionStore({ client: documents(), table: connectionsTable() }));
  const sender = once(() => createApiGatewayConnectionSender({ client: createManagementClient({ endpoint: socketManagementEndpoint() }) }));
  const quota = once(() => createDynamoQuotaStore({ client: documents(), table: jobsTable() }));
  const idempotency = once(() => createDynamoIdempotencyStore({ client: documents(), table: jobsTable() }));
  const links = once(() => createDynamoLinkStore({ client: documents(), table: jobsTable() }));
  const sweepMark = once(() => createDynamoSweepMark({ client: documents(), table: jobsTable() }));
  return {
    get jobs() {
      return jobs();
    },
    get objects() {
      return objects();
    },
    get queue() {
      return queue();
    },
    get connections() {
      return connections();
    },
    get sender() {
      return sender();
    },
    get quota() {
      return quota();
    },
    get idempotency() {
      return idempotency();
    },
    get links() {
      return links();
    },
    get sweepMark() {
      return sweepMark();
    },
    get observer() {
      return observer();
    },
    get settings() {
      return stageSettings();
    },
    compressors: zlibCompressors,
    decompressors: zlibDecompressors,
    now: () => new Date(),
  };
}
