import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createSqsServer, type SqsServer } from "./sqs-server.ts";

let dir: string;
let server: SqsServer;
let sqs: SQSClient;
let queueNumber = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "sqs-"));
  server = await createSqsServer({ dir: join(dir, "shared"), port: 0, region: "eu-central-1" });
  sqs = connect(server.url);
});

afterAll(async () => {
  sqs.destroy();
  await server.close();
  await rm(dir, { recursive: true });
});

function connect(endpoint: string): SQSClient {
  return new SQSClient({ endpoint, region: "eu-central-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, maxAttempts: 1 });
}

async function createQueue(Attributes: Record<string, string> = {}, suffix = "") {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${++queueNumber}${suffix}`, Attributes }));
  const { QueueArn = "" } = await attributesOf(QueueUrl);
  return { url: QueueUrl, arn: QueueArn };
}

async function createQueueWithDeadLetters(maxReceiveCount: number, visibilitySeconds = 0) {
  const dead = await createQueue();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  return { dead, source: await createQueue({ RedrivePolicy, VisibilityTimeout: String(visibilitySeconds) }) };
}

async function attributesOf(QueueUrl: string, client = sqs): Promise<Record<string, string>> {
  const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes;
}

async function receive(QueueUrl: string, options: Partial<ReceiveMessageCommandInput> = {}, client = sqs): Promise<Message[]> {
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const], ...options };
  return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

const send = (QueueUrl: string, MessageBody: string, client = sqs) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

test("a waiting receiver gets a message the moment it is sent", async () => {
  const { url } = await createQueue();
  const startedAt = Date.now();
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 100));

  const { MessageId } = await send(url, "héllo ✓");
  const [message] = await waiting;

  expect(message).toMatchObject({ MessageId, Body: "héllo ✓", Attributes: { ApproximateReceiveCount: "1" } });
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("a waiting receiver gets a message the moment its delay, or the visibility another receiver gave it, ends", async () => {
  const { url } = await createQueue();
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "late", DelaySeconds: 1 }));
  const startedAt = Date.now();

  const first = await receive(url, { WaitTimeSeconds: 20, VisibilityTimeout: 1 });
  const second = await receive(url, { WaitTimeSeconds: 20 });

  expect([first.length, second.length]).toEqual([1, 1]);
  expect(second[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
  expect(Date.now() - startedAt).toBeGreaterThan(1900);
  expect(Date.now() - startedAt).toBeLessThan(15_000);
});

test("visibility set to 0 hands the message to a waiting receiver at once", async () => {
  const { url } = await createQueue();
  await send(url, "again");
  const [message] = await receive(url);
  const waiting = receive(url, { WaitTimeSeconds: 5 });

  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }));

  expect((await waiting)[0]?.MessageId).toBe(message?.MessageId);
});

test("the handle of an earlier delivery neither deletes the message nor changes its visibility", async () => {
  const { url } = await createQueue();
  await send(url, "twice");
  const [first] = await receive(url, { VisibilityTimeout: 0 });
  const [second] = await receive(url);
  const stale = { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle };

  await sqs.send(new DeleteMessageCommand(stale));
  const change = sqs.send(new ChangeMessageVisibilityCommand({ ...stale, VisibilityTimeout: 0 }));

  await expect(change).rejects.toThrow("does not exist or is not available");
  expect(second?.MessageId).toBe(first?.MessageId);
  expect((await attributesOf(url)).ApproximateNumberOfMessagesNotVisible).toBe("1");
});

test("visibility cannot be changed once it has run out", async () => {
  const { url } = await createQueue();
  await send(url, "slow");
  const [message] = await receive(url, { VisibilityTimeout: 0 });

  const change = sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 9 }),
  );

  await expect(change).rejects.toMatchObject({ name: "MessageNotInflight" });
});

test("a message whose receives are spent moves to the dead-letter queue with its id, attributes and origin", async () => {
  const { dead, source } = await createQueueWithDeadLetters(2);
  const MessageAttributes = { kind: { DataType: "String", StringValue: "poison" } };
  const sent = await sqs.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody: "x", MessageAttributes }));
  const waiting = receive(dead.url, { WaitTimeSeconds: 5, MessageAttributeNames: ["ki.*", "kind"] });

  const deliveries = [await receive(source.url), await receive(source.url), await receive(source.url)];
  const [message] = await waiting;

  expect(deliveries.map((messages) => messages.length)).toEqual([1, 1, 0]);
  expect(message).toMatchObject({ MessageId: sent.MessageId, MessageAttributes, MD5OfMessageAttributes: sent.MD5OfMessageAttributes });
  expect(message?.Attributes).toMatchObject({ DeadLetterQueueSourceArn: source.arn, ApproximateReceiveCount: "3" });
});

test("a move task brings dead letters back to where they came from", async () => {
  const { dead, source } = await createQueueWithDeadLetters(1);
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `e${n}`, MessageBody: `m${n}` }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: source.url, Entries }));
  await receive(source.url);
  await receive(source.url);

  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
  const back = await receive(source.url, { WaitTimeSeconds: 5 });
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));

  expect(back.map((message) => message.Body).sort()).toEqual(Entries.map((entry) => entry.MessageBody));
  expect(back[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: "1" });
  expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 10, ApproximateNumberOfMessagesToMove: 10 }]);
});

test("a move task can be slowed down and cancelled, and runs alone", async () => {
  const { dead } = await createQueueWithDeadLetters(1);
  for (const body of ["a", "b", "c"]) await send(dead.url, body);
  const target = await createQueue();
  const start = new StartMessageMoveTaskCommand({ SourceArn: dead.arn, DestinationArn: target.arn, MaxNumberOfMessagesPerSecond: 1 });

  const { TaskHandle } = await sqs.send(start);
  const [moved] = await receive(target.url, { WaitTimeSeconds: 5 });
  await expect(sqs.send(start)).rejects.toMatchObject({ name: "UnsupportedOperation" });
  const cancelled = await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));

  expect(moved?.Body).toBe("a");
  expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(1);
  expect((await attributesOf(dead.url)).ApproximateNumberOfMessages).toBe("2");
});

test("a bad entry fails alone in its batch", async () => {
  const { url } = await createQueue();

  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: "good", MessageBody: "1" },
        { Id: "bad", MessageBody: "\u0000" },
      ],
    }),
  );

  expect(Successful?.map((entry) => entry.Id)).toEqual(["good"]);
  expect(Failed).toMatchObject([{ Id: "bad", SenderFault: true, Code: "InvalidMessageContents" }]);
});

test("a FIFO queue keeps the order of a group, one delivery at a time, and drops duplicates", async () => {
  const { url } = await createQueue({ FifoQueue: "true", ContentBasedDeduplication: "true" }, ".fifo");
  const post = (MessageBody: string, MessageGroupId: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId }));
  const { MessageId } = await post("a1", "A");
  await post("a2", "A");
  await post("b1", "B");

  const duplicate = await post("a1", "A");
  const [first] = await receive(url, { MaxNumberOfMessages: 1 });
  const others = await receive(url);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  const freed = await receive(url);

  expect(duplicate.MessageId).toBe(MessageId);
  expect([first, ...others, ...freed].map((message) => message?.Body)).toEqual(["a1", "b1", "a2"]);
});

test("changed attributes apply from the next call on, and empty ones are removed", async () => {
  const { source } = await createQueueWithDeadLetters(1);

  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: source.url, Attributes: { VisibilityTimeout: "7", RedrivePolicy: "" } }));

  const attributes = await attributesOf(source.url);
  expect(attributes).toMatchObject({ VisibilityTimeout: "7", MessageRetentionPeriod: "345600" });
  expect(attributes).not.toHaveProperty("RedrivePolicy");
});

test("mistakes are answered with the names the SDK knows", async () => {
  const { url } = await createQueue();
  const missing = `${server.url}/000000000000/nowhere`;
  const policy = JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-central-1:000000000000:nowhere", maxReceiveCount: 1 });

  await expect(send(missing, "x")).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await expect(sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: "made up" }))).rejects.toMatchObject({
    name: "ReceiptHandleIsInvalid",
  });
  await expect(createQueue({ RedrivePolicy: policy })).rejects.toThrow("Dead letter target does not exist");
  await expect(createQueue({ Wrong: "1" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
});

test("a receiver waiting on a queue that is deleted is told so", async () => {
  const { url } = await createQueue();
  const waiting = receive(url, { WaitTimeSeconds: 10 });
  const told = expect(waiting).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await new Promise((resolve) => setTimeout(resolve, 100));

  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));

  await told;
});

test("a web page cannot reach the queues", async () => {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ListQueues" };
  const call = (extra: Record<string, string>) => fetch(server.url, { method: "POST", headers: { ...headers, ...extra }, body: "{}" });

  const statuses = [await call({}), await call({ origin: "https://evil.example" }), await call({ "content-type": "text/plain" })];

  expect(statuses.map((response) => response.status)).toEqual([200, 403, 415]);
});

test("what was sent, received and set survives kill -9, and old queue URLs work on the new port", async () => {
  const first = await startProcess(join(dir, "killed"));
  const { QueueUrl = "" } = await first.client.send(new CreateQueueCommand({ QueueName: "jobs", Attributes: { VisibilityTimeout: "2" } }));
  await send(QueueUrl, "in flight", first.client);
  const [taken] = await receive(QueueUrl, {}, first.client);
  await send(QueueUrl, "waiting", first.client);
  await first.kill();

  const second = await startProcess(join(dir, "killed"));
  const atOnce = await receive(QueueUrl, {}, second.client);
  const afterVisibility = await receive(QueueUrl, { WaitTimeSeconds: 5 }, second.client);
  const remove = { QueueUrl, ReceiptHandle: afterVisibility[0]?.ReceiptHandle };
  await second.client.send(new DeleteMessageCommand(remove));

  expect(second.url).not.toBe(first.url);
  expect(atOnce.map((message) => message.Body)).toEqual(["waiting"]);
  expect(afterVisibility).toMatchObject([{ MessageId: taken?.MessageId, Attributes: { ApproximateReceiveCount: "2" } }]);
  expect(await attributesOf(QueueUrl, second.client)).toMatchObject({ VisibilityTimeout: "2", ApproximateNumberOfMessagesNotVisible: "1" });
});

async function startProcess(dataDir: string) {
  const module = new URL("./sqs-server.ts", import.meta.url).href;
  const script = `import { createSqsServer } from ${JSON.stringify(module)};
    const { url } = await createSqsServer({ dir: ${JSON.stringify(dataDir)}, port: 0, region: "eu-central-1" });
    console.log(url);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  const [url] = await once(createInterface(child.stdout), "line");
  return { url: String(url), client: connect(String(url)), kill };
}
