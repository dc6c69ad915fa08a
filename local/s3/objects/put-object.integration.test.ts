import { Readable } from "node:stream";
import { GetObjectAclCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendRaw, signHeaders } from "../raw-request.ts";
import { bucket, type S3Fixture, startS3 } from "../s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describe("names and sizes", () => {
  it.each(["a\r\nb", "<&>\"'", "ünï/日本語 📄.csv", "a+b c%20d", " leading and trailing ", "../up", "a//b", "?#=&"])(
    "keeps the key %j",
    async (key) => {
      await s3.client.send(new PutObjectCommand({ Bucket: bucket, Key: `keys/${key}`, Body: key }));

      const listed = await s3.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `keys/${key}` }));

      expect(listed.Contents?.map((object) => object.Key)).toEqual([`keys/${key}`]);
    },
  );

  it("refuses a key over 1024 bytes and metadata over 2 KB", async () => {
    const long = new PutObjectCommand({ Bucket: bucket, Key: "k".repeat(1025), Body: "x" });
    const heavy = new PutObjectCommand({ Bucket: bucket, Key: "heavy", Body: "x", Metadata: { note: "m".repeat(2049) } });

    await expect(s3.client.send(long)).rejects.toMatchObject({ name: "KeyTooLongError" });
    await expect(s3.client.send(heavy)).rejects.toMatchObject({ name: "MetadataTooLarge" });
  });

  it("wants to know how long a body is", async () => {
    const url = () => `${s3.server.url}/${bucket}/endless`;
    const headers = await signHeaders(url(), "PUT");

    expect(await sendRaw(url(), "PUT", { ...headers, "transfer-encoding": "chunked" }, "x")).toEqual({
      status: 411,
      code: "MissingContentLength",
    });
  });

  it.each([
    ["what S3 knows and this server does not", new GetObjectAclCommand({ Bucket: bucket, Key: "a" })],
    ["a storage class", new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "x", StorageClass: "GLACIER" })],
    ["a customer key", new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "x", ServerSideEncryption: "aws:kms" })],
  ])("answers %s with NotImplemented", async (_, command) => {
    await expect(s3.client.send(command as PutObjectCommand)).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

it("streams a body in and out unchanged, with a checksum behind it", async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const body = Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]);

  await s3.client.send(new PutObjectCommand({ Bucket: bucket, Key: "stream.bin", Body: body, ContentLength: bytes.length }));

  const stored = await s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: "stream.bin", ChecksumMode: "ENABLED" }));
  expect(Buffer.from((await stored.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  expect(stored.ChecksumCRC32).toBeTruthy();
});
