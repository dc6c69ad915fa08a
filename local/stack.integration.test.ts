import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetBucketCorsCommand, GetBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { residentBytes } from "./functions/resident-memory.ts";
import { type Stack, startStack } from "./stack.ts";
import { writeApp, writeFixture } from "./stack-fixture.ts";

const open: Stack[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stack) => stack.close()));
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function start(root: string): Promise<Stack> {
  const stack = await startStack({ home: join(root, "home"), stage: "test", root, quiet: true });
  open.push(stack);
  return stack;
}

/** The same in a process of its own, which can be killed. */
async function startApart(root: string): Promise<{ child: ChildProcess; endpoints: Stack["endpoints"] }> {
  const script = `
    import { startStack } from ${JSON.stringify(join(import.meta.dirname, "stack.ts"))};
    const stack = await startStack({ home: ${JSON.stringify(join(root, "home"))}, stage: "test", root: ${JSON.stringify(root)}, quiet: true });
    process.send(stack.endpoints);`;
  await writeFile(join(root, "run.ts"), script);
  const child = spawn(process.execPath, [join(root, "run.ts")], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  children.push(child);
  const [endpoints] = await once(child, "message");
  return { child, endpoints };
}

function sqs(endpoint: string): SQSClient {
  return new SQSClient({ region: "us-east-1", endpoint, credentials: { accessKeyId: "local", secretAccessKey: "local" } });
}

async function readNotes<T>(notes: string, count: number): Promise<T[]> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const lines = (await readFile(notes, "utf8")).split("\n").filter(Boolean);
    if (lines.length >= count || Date.now() > deadline) return lines.map((line) => JSON.parse(line) as T);
    await sleep(50);
  }
}

describe("a stack", () => {
  it("goes on after kill -9 with what was under way, and leaves no process behind", async () => {
    const { root, notes } = await writeFixture({
      // Without being given back, the message would stay away for longer than this test runs.
      visibilitySeconds: 600,
      timeoutSeconds: 100,
      handler: `
        const { body, attributes } = event.Records[0];
        note({ body, pid: process.pid, deliveries: attributes.ApproximateReceiveCount });
        if (attributes.ApproximateReceiveCount === "1") await pause(90_000);`,
    });
    const { child, endpoints } = await startApart(root);
    const QueueUrl = `${endpoints.sqs}/000000000000/fixture-test-Queue`;
    await sqs(endpoints.sqs).send(new SendMessageCommand({ QueueUrl, MessageBody: "half-way" }));
    const [first] = await readNotes<{ pid: number }>(notes, 1);

    child.kill("SIGKILL");
    await once(child, "exit");
    await start(root);

    const found = await readNotes<{ body: string; deliveries: string }>(notes, 2);
    expect(found.map(({ body, deliveries }) => [body, deliveries])).toEqual([
      ["half-way", "1"],
      ["half-way", "2"],
    ]);
    // Ended, though nobody may have asked about it yet: a zombie has no memory.
    expect(await residentBytes(first?.pid ?? 0)).toBe(0);
  });

  it("says who has the folder instead of sharing it", async () => {
    const { root } = await writeFixture({ handler: "" });
    await start(root);

    await expect(start(root)).rejects.toThrow(`Sluice is already running in ${root}/home (process ${process.pid}).`);
  });

  it("keeps its secrets from one start to the next, for its owner's eyes only", async () => {
    const root = await writeApp(`new sst.Secret("Key");`, {});
    const first = await start(root);
    await first.close();

    const second = await start(root);

    expect(second.resources.SST_RESOURCE_Key).toBe(first.resources.SST_RESOURCE_Key);
    const { value } = JSON.parse(second.resources.SST_RESOURCE_Key ?? "");
    expect(value).toHaveLength(43);
    expect((await stat(join(root, "home", "secrets.json"))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(root, "home", "endpoints.json"), "utf8")).not.toContain(value);
  });

  it("sets buckets up as declared, and takes over what changed", async () => {
    const declare = (origin: string) => `
      const queue = new sst.aws.Queue("Events");
      const bucket = new sst.aws.Bucket("Files", { versioning: true, cors: false });
      new aws.s3.BucketNotification("FilesNotification", {
        bucket: bucket.name,
        queues: [{ id: "In", queueArn: queue.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "in/" }],
      });
      new aws.s3.BucketCorsConfiguration("FilesCors", { bucket: bucket.name, corsRules: [{ allowedOrigins: ["${origin}"], allowedMethods: ["GET"] }] });`;
    const root = await writeApp(declare("http://one.test"), {});
    await (await start(root)).close();
    await writeFile(join(root, "sst.config.ts"), (await readFile(join(root, "sst.config.ts"), "utf8")).replace("one.test", "two.test"));

    const { endpoints, credentials, region } = await start(root);

    const s3 = new S3Client({ region, endpoint: endpoints.s3, credentials });
    const Bucket = "fixture-test-files";
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules?.[0]?.AllowedOrigins).toEqual(["http://two.test"]);
    expect((await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).QueueConfigurations).toHaveLength(1);
    await s3.send(new PutObjectCommand({ Bucket, Key: "out/no", Body: "x" }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: "in/yes", Body: "x" }));
    const QueueUrl = `${endpoints.sqs}/000000000000/fixture-test-Events`;
    const bodies: string[] = [];
    while (!bodies.some((body) => body.includes("in/yes"))) {
      const { Messages = [] } = await sqs(endpoints.sqs).send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 }),
      );
      bodies.push(...Messages.map(({ Body = "" }) => Body));
    }
    expect(bodies.join()).toContain(VersionId);
    expect(bodies.join()).not.toContain("out/no");
  });

  it("refuses tables whose keys changed, since their items could not follow", async () => {
    const declare = (key: string) => `
      new sst.aws.Dynamo("Things", { fields: { ${key}: "string" }, primaryIndex: { hashKey: "${key}" }, ttl: "expiresAt" });`;
    const root = await writeApp(declare("pk"), {});
    await (await start(root)).close();
    await writeFile(join(root, "sst.config.ts"), (await readFile(join(root, "sst.config.ts"), "utf8")).replaceAll("pk", "other"));

    await expect(start(root)).rejects.toThrow("The keys of table Things have changed");
  });
});
