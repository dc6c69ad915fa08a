import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createDynamoDbServer, type DynamoDbServer } from "./dynamodb-server.ts";

let dir: string;
let server: DynamoDbServer;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "dynamodb-"));
  server = await createDynamoDbServer({ dir: join(dir, "shared"), port: 0 });
  client = connect(server.url);
});

afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(dir, { recursive: true });
});

function connect(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "eu-central-1", credentials, maxAttempts: 1 }));
}

/** Made, and ready to be used. */
async function createTable(database: DynamoDBDocumentClient, TableName: string): Promise<void> {
  await database.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "status"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: "byStatus", KeySchema: [{ AttributeName: "status", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
      ],
    }),
  );
  await waitUntilTableExists({ client: database, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName });
}

async function statusOf(TableName: string): Promise<string | undefined> {
  return (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
}

test("a table can be used at once, and its writes are conditional", async () => {
  await createTable(client, "jobs");
  const Item = { pk: "w", sk: "1", status: "queued", version: 1 };
  const put = () => client.send(new PutCommand({ TableName: "jobs", Item, ConditionExpression: "attribute_not_exists(pk)" }));

  await put();

  await expect(put()).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
});

test("of many writers that expect the same version one wins", async () => {
  await createTable(client, "versions");
  await client.send(new PutCommand({ TableName: "versions", Item: { pk: "w", sk: "1", version: 1 } }));
  const update = new UpdateCommand({
    TableName: "versions",
    Key: { pk: "w", sk: "1" },
    UpdateExpression: "ADD version :one",
    ConditionExpression: "version = :one",
    ExpressionAttributeValues: { ":one": 1 },
  });

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => client.send(update)));

  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
});

test("a client that hangs up in the middle of a request does no harm", async () => {
  const socket = connectTcp(server.port, "127.0.0.1");
  await once(socket, "connect");

  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 1000\r\n\r\n{");
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.resetAndDestroy();
  await once(socket, "close");

  await expect(statusOf("jobs")).resolves.toBe("ACTIVE");
});

test("a web page cannot reach the tables", async () => {
  const response = await fetch(server.url, { method: "POST", headers: { origin: "https://evil.example" }, body: "{}" });

  expect(response.status).toBe(403);
  expect(response.headers.has("access-control-allow-origin")).toBe(false);
});

test("every acknowledged write, and its index entry, survives kill -9", async () => {
  const first = await startProcess(join(dir, "killed"));
  await createTable(first.database, "jobs");
  const acknowledged: string[] = [];
  const put = async (n: number) => {
    const Item = { pk: "w", sk: String(n).padStart(4, "0"), status: "queued" };
    await first.database.send(new PutCommand({ TableName: "jobs", Item }));
    acknowledged.push(Item.sk);
  };
  for (let n = 0; n < 50; n++) await put(n);
  const torn = Promise.allSettled(Array.from({ length: 50 }, (_, n) => put(50 + n)));
  await expect.poll(() => acknowledged.length, { interval: 1 }).toBeGreaterThan(55);
  await first.kill();
  await torn;

  const { database } = await startProcess(join(dir, "killed"));
  const keysOf = async (query: object) =>
    (await database.send(new QueryCommand({ TableName: "jobs", ...query }))).Items?.map((item) => item.sk) ?? [];
  const stored = await keysOf({ KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "w" }, ConsistentRead: true });
  const indexed = await keysOf({
    IndexName: "byStatus",
    KeyConditionExpression: "#status = :status",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":status": "queued" },
  });

  expect(stored).toEqual(expect.arrayContaining(acknowledged));
  expect(indexed).toEqual(expect.arrayContaining(acknowledged));
});

async function startProcess(dataDir: string) {
  const module = new URL("./dynamodb-server.ts", import.meta.url).href;
  const script = `import { createDynamoDbServer } from ${JSON.stringify(module)};
    const { url } = await createDynamoDbServer({ dir: ${JSON.stringify(dataDir)}, port: 0 });
    console.log(url);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  const [url] = await once(createInterface(child.stdout), "line");
  return { database: connect(String(url)), kill };
}
