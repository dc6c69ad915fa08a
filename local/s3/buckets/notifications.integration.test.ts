import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  type Event,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type QueueConfiguration,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bucket, type S3Fixture, startS3 } from "../s3-fixture.ts";
import type { Notification } from "../storage/outbox.ts";

const queueArn = "arn:aws:sqs:us-east-1:000000000000:events";
let s3: S3Fixture;
let delivered: Notification[];
let failures: number;

beforeEach(async () => {
  delivered = [];
  failures = 0;
  const deliver = async (notification: Notification) => {
    if (failures-- > 0) throw new Error("The queue is away.");
    delivered.push(notification);
  };
  s3 = await startS3({ deliver });
});
afterEach(() => s3.close());

function configure(queues: Partial<QueueConfiguration>[], skipsValidation = true) {
  const QueueConfigurations = queues.map((queue) => ({
    QueueArn: queueArn,
    Events: ["s3:ObjectCreated:*"] satisfies Event[] as Event[],
    ...queue,
  }));
  return s3.client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      SkipDestinationValidation: skipsValidation,
      NotificationConfiguration: { QueueConfigurations },
    }),
  );
}

const put = (Key: string) => s3.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "hello" }));
const filter = (Name: "prefix" | "suffix", Value: string) => ({ Filter: { Key: { FilterRules: [{ Name, Value }] } } });
const records = () => delivered.map(({ body }) => JSON.parse(body).Records[0]);

describe("a notification", () => {
  it("tells about an object as S3 does", async () => {
    await s3.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await configure([{ Id: "mine" }]);

    const { VersionId } = await put("in/ü b+c.csv");

    await expect.poll(() => delivered).toHaveLength(1);
    expect(delivered[0]?.queueArn).toBe(queueArn);
    expect(records()[0]).toMatchObject({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "us-east-1",
      eventName: "ObjectCreated:Put",
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "mine",
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        object: { key: "in/%C3%BC+b%2Bc.csv", size: 5, eTag: "5d41402abc4b2a76b9719d911017c592", versionId: VersionId },
      },
    });
  });

  it("is sent for every way of creating an object, with a sequencer that grows", async () => {
    await configure([{}]);
    await put("a");
    await s3.client.send(new CopyObjectCommand({ Bucket: bucket, Key: "b", CopySource: `${bucket}/a` }));
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "c" }));
    const part = await s3.client.send(new UploadPartCommand({ Bucket: bucket, Key: "c", UploadId, PartNumber: 1, Body: "x" }));
    const Parts = [{ ...part, PartNumber: 1 }];
    await s3.client.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: "c", UploadId, MultipartUpload: { Parts } }));

    await expect.poll(() => delivered).toHaveLength(3);
    const bySequence = records().sort((left, right) => (left.s3.object.sequencer < right.s3.object.sequencer ? -1 : 1));
    expect(bySequence.map((record) => record.eventName)).toEqual([
      "ObjectCreated:Put",
      "ObjectCreated:Copy",
      "ObjectCreated:CompleteMultipartUpload",
    ]);
  });

  it("is sent only where events, prefix and suffix fit", async () => {
    await configure([
      { ...filter("prefix", "in/"), Events: ["s3:ObjectCreated:Put"] },
      { ...filter("suffix", ".gone"), Events: ["s3:ObjectRemoved:*"] },
    ]);
    for (const key of ["in/a", "out/a", "b.gone"]) await put(key);
    await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: "b.gone" }));
    await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: "in/a" }));

    await expect.poll(() => delivered).toHaveLength(2);
    expect(records().map((record) => [record.eventName, record.s3.object.key])).toEqual([
      ["ObjectCreated:Put", "in/a"],
      ["ObjectRemoved:Delete", "b.gone"],
    ]);
  });

  it("is tried again until the queue takes it", async () => {
    await configure([{}]);
    failures = 3;

    await put("late");

    await expect.poll(() => delivered).toHaveLength(1);
  });
});

describe("a configuration", () => {
  it("is announced to its queue by a test event", async () => {
    await configure([{}], false);

    expect(delivered.map(({ body }) => JSON.parse(body))).toMatchObject([{ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: bucket }]);
  });

  it("is refused when its queue cannot be reached", async () => {
    failures = 1;

    await expect(configure([{}], false)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it.each([
    ["two rules for one object", [filter("prefix", "in/"), filter("prefix", "in/deep/")]],
    ["a bad ARN", [{ QueueArn: "events" }]],
    ["a FIFO queue", [{ QueueArn: `${queueArn}.fifo` }]],
    ["an unknown event", [{ Events: ["s3:ObjectImagined:*"] as unknown as Event[] }]],
  ])("is refused with %s", async (_, queues) => {
    await expect(configure(queues)).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
