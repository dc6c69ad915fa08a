import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqsServer } from "#local/sqs/sqs-server";
import { createSqsClient } from "./sqs-client.ts";
import { createSqsDeadLetters } from "./sqs-dead-letters.ts";
import { access } from "./testing/local-aws.ts";

let close: () => Promise<void>;
let endpoint: string;
let round = 0;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "sluice-dead-letters-"));
  const server = await createSqsServer({ dir, port: 0, region: access.region });
  endpoint = server.url;
  close = async () => {
    await server.close();
    await rm(dir, { recursive: true });
  };
});
afterAll(() => close());

/** Queues of their own, and as many processes that look at them as are asked for. */
async function setUp(count = 0) {
  const client = createSqsClient({ ...access, endpoint });
  const prefix = `q${++round}`;
  const names = ["upload-events", "work", "analysis", "queries", "notices", "alerts"];
  const urls = new Map<string, string>();
  for (const name of names) {
    const dead = await client.send(new CreateQueueCommand({ QueueName: `${prefix}-${name}-dead` }));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${access.region}:000000000000:${prefix}-${name}-dead`,
      maxReceiveCount: 5,
    });
    const live = await client.send(new CreateQueueCommand({ QueueName: `${prefix}-${name}`, Attributes: { RedrivePolicy } }));
    urls.set(`${name}-dead`, dead.QueueUrl ?? "").set(name, live.QueueUrl ?? "");
  }
  const urlOf = (name: string) => urls.get(name) ?? "";
  const start = () => createSqsDeadLetters({ client, queueUrl: urlOf, deadLetterUrl: (queue) => urlOf(`${queue}-dead`) });
  const bodies = Array.from({ length: count }, (_, index) => `letter ${index}`);
  for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl: urlOf("work-dead"), MessageBody }));
  const receive = async (name: string) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))).Messages ?? [];
  return {
    start,
    receive,
    bodies,
    hide: (name: string) => client.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), VisibilityTimeout: 60 })),
  };
}

const bodiesOf = (letters: readonly { body: string }[]) => letters.map(({ body }) => body).sort();

describe("dead letters on SQS", () => {
  it("are all found, each once, and shown to the next at once", async () => {
    const { start, bodies, receive } = await setUp(27);

    const first = await start().list("work");
    const second = await start().list("work");

    for (const found of [first, second])
      expect({ ...found, letters: bodiesOf(found.letters) }).toEqual({ letters: [...bodies].sort(), isAll: true });
    expect(await receive("work-dead")).toHaveLength(10);
  });

  it("are looked at without waiting where there are none", async () => {
    const { start } = await setUp();
    const startedAt = performance.now();

    expect(await start().list("work")).toEqual({ letters: [], isAll: true });

    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  it("keep those in sight that another process hides while it looks, and say that this is not all", async () => {
    const { start, hide, bodies } = await setUp(2);
    const letters = start();
    await letters.list("work");
    await hide("work-dead");
    await new Promise((resolve) => setTimeout(resolve, 2_100));

    const found = await letters.list("work");

    expect({ ...found, letters: bodiesOf(found.letters) }).toEqual({ letters: bodies, isAll: false });
  });

  it("are deleted when it was decided so, and only then", async () => {
    const { start } = await setUp(12);
    const letters = start();

    await expect(
      letters.settle("work", async ({ body }) => {
        if (body === "letter 7") throw new Error("not this one");
        return body === "letter 3" ? "delete" : "keep";
      }),
    ).rejects.toThrow("not this one");
    const met = await letters.settle("work", async ({ body }) => (body === "letter 5" ? "delete" : "keep"));

    const left = bodiesOf((await letters.list("work")).letters);
    expect(met).toBe(true);
    expect(left).not.toContain("letter 5");
    expect(left).toContain("letter 7");
    expect(left.length).toBeGreaterThanOrEqual(10);
  });

  it("are met by their id, once; two that ask for one letter do not both get it", async () => {
    const { start } = await setUp(3);
    const letters = start();
    const [letter] = (await letters.list("work")).letters;
    const taken: string[] = [];
    const take = () =>
      letters.settle(
        "work",
        async ({ id }) => {
          taken.push(id);
          return "delete";
        },
        letter?.id,
      );

    expect((await Promise.all([take(), take()])).sort()).toEqual([false, true]);

    expect(taken).toEqual([letter?.id]);
    expect((await letters.list("work")).letters).toHaveLength(2);
  });

  it("that somebody else holds are no reason to say that they are gone", async () => {
    const { start, hide } = await setUp(1);
    const [letter] = (await start().list("work")).letters;
    await hide("work-dead");

    await expect(start().settle("work", async () => "delete", letter?.id)).rejects.toMatchObject({ code: "conflict", retryable: true });
  });

  it("go back to the queue they died in, as they were", async () => {
    const { start, receive } = await setUp();

    await start().resend({ queue: "alerts", id: "x", body: '{"a":"ü"}', sentAt: "2026-01-01T00:00:00.000Z" });

    expect((await receive("alerts")).map(({ Body }) => Body)).toEqual(['{"a":"ü"}']);
  });

  it("are counted beside what waits and what is being handled", async () => {
    const { start, hide } = await setUp(2);
    const letters = start();
    for (const body of ["a", "b", "c"]) await letters.resend({ queue: "work", id: body, body, sentAt: "" });
    await hide("work");

    expect((await letters.measure()).find(({ queue }) => queue === "work")).toEqual({
      ...{ queue: "work", waiting: 2, inFlight: 1, delayed: 0, dead: 2, maxReceives: 5 },
    });
  });
});
