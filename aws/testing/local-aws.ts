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
  const inOrder = [hash("pk"), range("sk")];
  const due = { IndexName: "due", KeySchema: [hash("dueShard"), range("dueAt")], Projection };
  const shelves = {
    IndexName: "shelves",
    KeySchema: [hash("shelf"), range("place")],
    Projection: { ProjectionType: "KEYS_ONLY" as const },
  };
  const tables = [
    {
      TableName: "jobs",
      AttributeDefinitions: ["pk", "sk", "updatedAt", "dueShard", "dueAt"].map(text),
      KeySchema: inOrder,
      LocalSecondaryIndexes: [{ IndexName: "byUpdate", KeySchema: [hash("pk"), range("updatedAt")], Projection }],
      GlobalSecondaryIndexes: [due],
    },
    { TableName: "connections", AttributeDefinitions: ["pk", "sk"].map(text), KeySchema: inOrder },
    {
      TableName: "workspaces",
      AttributeDefinitions: ["pk", "sk", "dueShard", "dueAt"].map(text),
      KeySchema: inOrder,
      GlobalSecondaryIndexes: [due],
    },
    {
      TableName: "records",
      AttributeDefinitions: ["pk", "shelf", "place"].map(text),
      KeySchema: [hash("pk")],
      GlobalSecondaryIndexes: [shelves],
    },
    { TableName: "ledger", AttributeDefinitions: ["pk", "sk"].map(text), KeySchema: inOrder },
  ];
  for (const table of tables) await client.send(new CreateTableCommand({ ...table, BillingMode: "PAY_PER_REQUEST" }));
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
