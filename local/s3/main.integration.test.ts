import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text as readText } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bucket, createClient, listBlobs, makeStateDir, type S3Process, spawnS3 } from "./s3-fixture.ts";

let dir: string;
let running: S3Process | undefined;
beforeEach(async () => {
  dir = await makeStateDir();
});
afterEach(async () => {
  await running?.stop("SIGKILL");
  running = undefined;
  await rm(dir, { recursive: true, force: true });
});

async function start(args: readonly string[] = []) {
  running = await spawnS3(dir, args);
  const client = createClient(running.url, { requestChecksumCalculation: "WHEN_REQUIRED" });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return client;
}

async function kill(): Promise<void> {
  await running?.stop("SIGKILL");
  running = undefined;
}

const read = async (client: Awaited<ReturnType<typeof start>>, Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString();

describe("a server that is killed", () => {
  it("keeps what it acknowledged, shows nothing of what it did not, and cleans up", async () => {
    let client = await start();
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: "half" }));
    const half = httpRequest(url, { method: "PUT", headers: { "content-length": "10000000" } });
    half.on("error", () => half.destroy());
    half.write(Buffer.alloc(1_000_000));
    const acknowledged: string[] = [];
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      for (let index = 0; ; index++) {
        const Key = `${writer}/${index}`;
        await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
        acknowledged.push(Key);
      }
    });
    const ended = Promise.allSettled(writing);
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);

    await kill();
    await ended;
    const kept = [...acknowledged];
    client = await start();

    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const keys = Contents.map(({ Key }) => Key ?? "");
    expect(keys).toEqual(expect.arrayContaining(kept));
    expect(keys).not.toContain("half");
    expect(await listBlobs(dir)).toHaveLength(keys.length);
    for (const key of keys.slice(-20)) expect(await read(client, key)).toBe(key);
  });

  it("goes on with a multipart upload where it stood", async () => {
    let client = await start();
    const target = { Bucket: bucket, Key: "parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
    const first = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: Buffer.alloc(5 * 2 ** 20, "a") }));

    await kill();
    client = await start();

    const { Parts } = await client.send(new ListPartsCommand({ ...target, UploadId }));
    expect(Parts?.map(({ ETag }) => ETag)).toEqual([first.ETag]);
    const last = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: 2, Body: "b" }));
    const MultipartUpload = { Parts: [first, last].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 })) };
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }));
    expect((await read(client, "parts"))?.length).toBe(5 * 2 ** 20 + 1);
  });

  it("still delivers the notifications it owed", async () => {
    let client = await start(["--queue-endpoint", "http://127.0.0.1:1"]);
    const QueueConfigurations = [{ QueueArn: "arn:aws:sqs:us-east-1:000000000000:events", Events: ["s3:ObjectCreated:*" as const] }];
    await client.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        SkipDestinationValidation: true,
        NotificationConfiguration: { QueueConfigurations },
      }),
    );
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: "owed", Body: "x" }));
    await kill();

    const received: { QueueUrl: string; MessageBody: string }[] = [];
    const queue = createServer(async (request, response) => {
      received.push(JSON.parse(await readText(request)));
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
    });
    await new Promise<void>((resolve) => queue.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(queue.address() as AddressInfo).port}`;
    client = await start(["--queue-endpoint", endpoint]);

    await expect.poll(() => received).toHaveLength(1);
    queue.close();
    expect(received[0]?.QueueUrl).toBe(`${endpoint}/000000000000/events`);
    expect(JSON.parse(received[0]?.MessageBody ?? "").Records[0].s3.object.key).toBe("owed");
  });
});

describe("the process", () => {
  it.each(["SIGTERM", "close-stdin"] as const)("ends cleanly on %s", async (signal) => {
    await start();

    expect(await running?.stop(signal)).toBe(0);
    running = undefined;
  });

  it("does not share its state with a second one", async () => {
    await start();

    await expect(spawnS3(dir)).rejects.toThrow("exited with 1");
  });

  it("removes files that no object refers to when it starts", async () => {
    await start();
    await kill();
    await writeFile(join(dir, "blobs", "orphan"), "x");

    await start();

    expect(await listBlobs(dir)).toEqual([]);
  });

  it.runIf(existsSync("/proc/self/status"))("stays under 200 MB while 500 MB pass through it", async () => {
    const client = await start();
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: "big" }));
    const block = Buffer.alloc(2 ** 20, "x");

    const status = await upload(
      url,
      Array.from({ length: 500 }, () => block),
    );

    const memory = await readFile(`/proc/${running?.pid}/status`, "utf8");
    const peakKb = Number(/VmHWM:\s+(\d+)/.exec(memory)?.[1]);
    expect(status).toBe(200);
    expect(peakKb).toBeLessThan(200_000);
  });
});

async function upload(url: string, blocks: readonly Buffer[]): Promise<number | undefined> {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const outgoing = httpRequest(url, { method: "PUT", headers: { "content-length": String(length) } });
  const status = new Promise<number | undefined>((resolve) => outgoing.on("response", (response) => resolve(response.resume().statusCode)));
  await pipeline(Readable.from(blocks), outgoing);
  return status;
}
