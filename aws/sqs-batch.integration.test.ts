import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateQueueCommand, DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { QueueMessage } from "#core/ports/message-queue";
import { createSqsServer } from "#local/sqs/sqs-server";
import { createSqsClient } from "./sqs-client.ts";
import { createSqsMessageQueue } from "./sqs-message-queue.ts";
import { access } from "./testing/local-aws.ts";

let close: () => Promise<void>;
let endpoint: string;
let queueNumber = 0;
const never = new AbortController().signal;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "sluice-queues-"));
  const server = await createSqsServer({ dir, port: 0, region: "eu-central-1" });
  endpoint = server.url;
  close = async () => {
    await server.close();
    await rm(dir, { recursive: true });
  };
});
afterAll(() => close());

async function newQueue() {
  const client = createSqsClient({ ...access, endpoint });
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: `batch-${++queueNumber}` }));
  const queue = createSqsMessageQueue({ client, queueUrl: () => QueueUrl });
  return { client, QueueUrl, send: (messages: readonly QueueMessage[]) => queue.sendBatch("messages", messages, never) };
}

async function receiveAll(client: SQSClient, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"], VisibilityTimeout: 60 }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const message = (body: string): QueueMessage => ({ body, attributes: { id: `id of ${body.length}`, revision: 3 } });
const bodiesOf = (messages: readonly Message[]) => messages.map(({ Body = "" }) => Body).sort();

describe("messages in batches", () => {
  it("arrive as they are, with their attributes", async () => {
    const { client, QueueUrl, send } = await newQueue();
    const bodies = Array.from({ length: 57 }, (_, index) => `{"n":${index},"text":"é \\u0000 😀"}`);

    await send(bodies.map(message));

    const received = await receiveAll(client, QueueUrl);
    expect(bodiesOf(received)).toEqual([...bodies].sort());
    expect(received[0]?.MessageAttributes).toMatchObject({
      id: { DataType: "String" },
      revision: { DataType: "Number", StringValue: "3" },
    });
  });

  it("are split by their size as well", async () => {
    const { client, QueueUrl, send } = await newQueue();
    const bodies = [200_000, 500_000, 400_000, 1_040_000, 7, 100_000].map((size, index) => `${index}${"é".repeat(size / 2)}`);

    await send(bodies.map(message));

    expect(bodiesOf(await receiveAll(client, QueueUrl))).toEqual([...bodies].sort());
  });

  it("are sent again, and only those, when the queue did not take them", async () => {
    const { client, QueueUrl, send } = await newQueue();
    let calls = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        const input = args.input as { Entries: { Id: string }[] };
        calls++;
        if (calls % 3 === 0) throw Object.assign(new Error("Slower"), { name: "ThrottlingException", $metadata: { httpStatusCode: 400 } });
        if (calls % 2 === 0 || input.Entries.length < 2) return await next(args);
        const [failed, ...taken] = input.Entries;
        const answer = await next({ ...args, input: { ...input, Entries: taken } as typeof args.input });
        Object.assign(answer.output, { Failed: [{ Id: failed?.Id, SenderFault: false, Code: "InternalError" }] });
        return answer;
      },
      { step: "initialize", name: "busyQueue" },
    );
    const bodies = Array.from({ length: 45 }, (_, index) => `body ${index}`);

    await send(bodies.map(message));
    client.middlewareStack.remove("busyQueue");

    expect(bodiesOf(await receiveAll(client, QueueUrl))).toEqual([...bodies].sort());
    expect(calls).toBeGreaterThan(6);
  });

  it("end with an error that is no outage when one of them can never be taken", async () => {
    const { send } = await newQueue();

    await expect(send([message("fine"), message("\uffff")])).rejects.toThrow(/SQS refuses a message/);
  });
});
