import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { createDynamoDbServer } from "#local/dynamodb/dynamodb-server";
import { createS3Server } from "#local/s3/s3-server";

export const access = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

const text = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" as const });
const Projection = { ProjectionType: "ALL" as const };

/** The tables on a server of their own. */
export async function startTables(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), "sluice-tables-"));
  const server = await createDynamoDbServer({ dir, port: 0 });
  const client = new DynamoDBClient({ ...access, endpoint: server.url });
  await client.send(
    new CreateTableCommand({
      TableName: "jobs",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "updatedAt", "dueShard", "dueAt"].map(text),
      KeySchema: [hash("pk"), range("sk")],
      LocalSecondaryIndexes: [{ IndexName: "byUpdate", KeySchema: [hash("pk"), range("updatedAt")], Projection }],
      GlobalSecondaryIndexes: [{ IndexName: "due", KeySchema: [hash("dueShard"), range("dueAt")], Projection }],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: "connections",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map(text),
      KeySchema: [hash("pk"), range("sk")],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: "workspaces",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "dueShard", "dueAt"].map(text),
      KeySchema: [hash("pk"), range("sk")],
      GlobalSecondaryIndexes: [{ IndexName: "due", KeySchema: [hash("dueShard"), range("dueAt")], Projection }],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: "records",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "shelf", "place"].map(text),
      KeySchema: [hash("pk")],
      GlobalSecondaryIndexes: [
        { IndexName: "shelves", KeySchema: [hash("shelf"), range("place")], Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: "ledger",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map(text),
      KeySchema: [hash("pk"), range("sk")],
    }),
  );
  client.destroy();
  return { endpoint: server.url, close: () => stop(server, dir) };
}

/** Two versioned buckets, named as the ports name them, on a server of their own. */
export async function startBuckets(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), "sluice-buckets-"));
  const server = await createS3Server({ dir, port: 0, ...access });
  const client = new S3Client({ ...access, endpoint: server.url, forcePathStyle: true });
  for (const Bucket of ["uploads", "results"]) {
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  client.destroy();
  return { endpoint: server.url, close: () => stop(server, dir) };
}

async function stop(server: { close(): Promise<void> }, dir: string): Promise<void> {
  await server.close();
  await rm(dir, { recursive: true, force: true });
}
