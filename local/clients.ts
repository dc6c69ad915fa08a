import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { AwsPlaces } from "./functions/function-environment.ts";

export interface Clients {
  s3: S3Client;
  sqs: SQSClient;
  dynamodb: DynamoDBClient;
  destroy(): void;
}

/** Longer than SQS waits for a message; without it the SDK would wait for any answer for ever. */
const requestTimeoutMs = 30_000;

/** How the local AWS sets itself up, and reads its queues. */
export function createClients({ region, credentials, endpoints }: AwsPlaces): Clients {
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true };
  // The SDK notes things on the credentials it is given.
  const access = { region, credentials: { ...credentials }, requestHandler };
  const s3 = new S3Client({ ...access, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...access, endpoint: endpoints.sqs });
  const dynamodb = new DynamoDBClient({ ...access, endpoint: endpoints.dynamodb });
  return {
    s3,
    sqs,
    dynamodb,
    destroy() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
    },
  };
}
