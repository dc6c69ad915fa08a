import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../stack.ts";
import { type FixtureOptions, writeFixture } from "../stack-fixture.ts";

const open: Stack[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stack) => stack.close()));
});

async function startFixture(options: FixtureOptions) {
  const { root, notes } = await writeFixture(options);
  const stack = await startStack({ home: `${root}/home`, stage: "test", root, quiet: true });
  open.push(stack);
  const client = new SQSClient({ region: stack.region, endpoint: stack.endpoints.sqs, credentials: stack.credentials });
  const urlOf = (id: string) => stack.graph.queues.find((queue) => queue.id === id)?.url;
  return {
    stack,
    send: (MessageBody: string) =>
      client.send(
        new SendMessageCommand({
          QueueUrl: urlOf("Queue"),
          MessageBody,
          MessageAttributes: { kind: { DataType: "String", StringValue: "test" } },
        }),
      ),
    readNotes: async <T>() =>
      (await readFile(notes, "utf8"))
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as T),
    async receiveDead() {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: urlOf("Dead"), WaitTimeSeconds: 20 }));
      return Messages.map(({ Body }) => Body);
    },
    async count() {
      const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: urlOf("Queue"), AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.map((name) => Number(Attributes[name]));
    },
  };
}

async function until<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 20_000;
  let value = await read();
  while (!isDone(value) && Date.now() < deadline) {
    await sleep(50);
    value = await read();
  }
  return value;
}

describe("a queue's subscription", () => {
  it("hands a message over in Lambda's shape and deletes it when the function is done", async () => {
    const { send, readNotes, count } = await startFixture({ handler: "note(event.Records[0])" });

    await send('{"a":1}');

    const [record] = await until(
      () => readNotes<SQSRecord>(),
      (notes) => notes.length > 0,
    );
    expect(record).toMatchObject({
      body: '{"a":1}',
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: { kind: { stringValue: "test", dataType: "String" } },
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:fixture-test-Queue",
      awsRegion: "us-east-1",
    });
    expect(await until(count, ([visible, held]) => visible === 0 && held === 0)).toEqual([0, 0]);
  });

  it("delivers again only what the function reported, then sends it to the dead letters", async () => {
    const { stack, send, readNotes, receiveDead } = await startFixture({
      maxReceives: 2,
      handler: `
        for (const { body } of event.Records) note(body);
        return { batchItemFailures: event.Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({ itemIdentifier: messageId })) };`,
    });
    await stack.pausePolling();
    await Promise.all(["good", "bad"].map(send));
    stack.resumePolling();

    expect(await receiveDead()).toEqual(["bad"]);
    const notes = await readNotes<string>();
    expect(notes.filter((body) => body === "good")).toHaveLength(1);
    expect(notes.filter((body) => body === "bad")).toHaveLength(2);
  });

  it("counts the deliveries of what a function throws on", async () => {
    const { send, readNotes, receiveDead } = await startFixture({
      maxReceives: 2,
      handler: `note(event.Records[0].attributes.ApproximateReceiveCount); throw new Error("no");`,
    });

    await send("poison");

    expect(await receiveDead()).toEqual(["poison"]);
    expect(await readNotes()).toEqual(["1", "2"]);
  });

  it("delivers again what a function was killed on, with the next process", async () => {
    const { stack, send, readNotes, count } = await startFixture({
      handler: `
        note({ pid: process.pid, count: event.Records[0].attributes.ApproximateReceiveCount });
        if (event.Records[0].attributes.ApproximateReceiveCount === "1") await pause(60_000);`,
      timeoutSeconds: 30,
    });
    await send("work");
    await until(
      () => readNotes(),
      (notes) => notes.length === 1,
    );

    for (const pid of stack.functions.pids("Consume")) process.kill(pid, "SIGKILL");

    const notes = await until(
      () => readNotes<{ pid: number; count: string }>(),
      (found) => found.length === 2,
    );
    expect(notes.map(({ count: deliveries }) => deliveries)).toEqual(["1", "2"]);
    expect(notes[0]?.pid).not.toBe(notes[1]?.pid);
    expect(await until(count, ([visible, held]) => visible === 0 && held === 0)).toEqual([0, 0]);
  });

  it("runs no more at the same time than the mapping allows", async () => {
    const { send, readNotes } = await startFixture({
      batchSize: 1,
      maximumConcurrency: 2,
      visibilitySeconds: 30,
      handler: `note("+"); await pause(300); note("-");`,
    });

    await Promise.all(["1", "2", "3", "4", "5"].map(send));

    const notes = await until(
      () => readNotes<string>(),
      (found) => found.length === 10,
    );
    let running = 0;
    const most = Math.max(...notes.map((note) => (running += note === "+" ? 1 : -1)));
    expect(notes).toHaveLength(10);
    expect(most).toBe(2);
  });

  it("receives nothing while it is paused", async () => {
    const { stack, send, readNotes, count } = await startFixture({ handler: "note(event.Records.length)" });
    await stack.pausePolling();

    await send("later");
    await sleep(300);

    expect(await readNotes()).toEqual([]);
    expect(await count()).toEqual([1, 0]);
    stack.resumePolling();
    expect(
      await until(
        () => readNotes(),
        (notes) => notes.length === 1,
      ),
    ).toEqual([1]);
  });

  it("closes without waiting for what is under way, also with as much of it as may be", async () => {
    const { stack, send, readNotes } = await startFixture({
      handler: "note(1); await pause(20_000)",
      timeoutSeconds: 30,
      batchSize: 1,
      maximumConcurrency: 2,
    });
    for (const body of ["1", "2", "3"]) await send(body);
    await until(
      () => readNotes(),
      (notes) => notes.length === 2,
    );
    const askedAt = Date.now();

    await stack.close();

    expect(Date.now() - askedAt).toBeLessThan(10_000);
    expect(await readNotes()).toHaveLength(2);
  });
});
