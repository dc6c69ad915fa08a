import { request as httpRequest } from "node:http";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucket, listBlobs, type S3Fixture, startS3 } from "../s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

const conditions: NonNullable<PresignedPostOptions["Conditions"]> = [
  ["content-length-range", 2, 1000],
  ["eq", "$Content-Type", "text/csv"],
  ["eq", "$x-amz-meta-job", "j-1"],
];

function presign(options: Partial<PresignedPostOptions> = {}): Promise<PresignedPost> {
  const fields = { "Content-Type": "text/csv", "x-amz-meta-job": "j-1", ...options.Fields };
  return createPresignedPost(s3.client, {
    Bucket: bucket,
    Key: "posted.csv",
    Conditions: conditions,
    Expires: 60,
    ...options,
    Fields: fields,
  });
}

async function post({ url, fields }: PresignedPost, file: string | Uint8Array<ArrayBuffer> | undefined, name = "örders 1.csv") {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (file !== undefined) form.append("file", new Blob([file], { type: "text/csv" }), name);
  const response = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  const text = await response.text();
  return { status: response.status, code: /<Code>(.*?)<\/Code>/.exec(text)?.[1], text, headers: response.headers };
}

const head = (key: string) => s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));

describe("a form upload", () => {
  it("is stored with the type and metadata of its fields", async () => {
    expect(await post(await presign(), "a,b\n")).toMatchObject({ status: 204 });

    expect(await head("posted.csv")).toMatchObject({ ContentLength: 4, ContentType: "text/csv", Metadata: { job: "j-1" } });
  });

  it("keeps text in its fields that no header could spell out", async () => {
    const named = (name: string) =>
      presign({
        Key: "named.csv",
        Fields: { "x-amz-meta-name": name },
        Conditions: [...conditions, ["starts-with", "$x-amz-meta-name", ""]],
      });

    expect(await post(await named("日本 é"), "a,b\n")).toMatchObject({ status: 204 });
    expect(await post(await named("a\r\nb"), "a,b\n")).toMatchObject({ code: "InvalidArgument" });

    const { Metadata } = await head("named.csv");
    expect(Buffer.from(Metadata?.name ?? "", "latin1").toString()).toBe("日本 é");
  });

  it("takes its key from the file's name where the policy leaves it open", async () => {
    const answer = await post(await presign({ Key: "open/$" + "{filename}" }), "a,b\n");

    expect(answer.status).toBe(204);
    expect(await head("open/örders 1.csv")).toMatchObject({ ContentLength: 4 });
  });

  it.each([
    ["200", 200],
    ["201", 201],
    ["204", 204],
    ["299", 204],
  ])("asked for status %s answers %i", async (wanted, status) => {
    const options = {
      Fields: { success_action_status: wanted },
      Conditions: [...conditions, ["eq", "$success_action_status", wanted] as const],
    };

    const answer = await post(await presign(options as Partial<PresignedPostOptions>), "a,b\n");

    expect(answer.status).toBe(status);
    expect(answer.text.includes("<Key>posted.csv</Key>")).toBe(status === 201);
  });

  it.each([
    ["another type", { "Content-Type": "text/html" }, "AccessDenied"],
    ["another job", { "x-amz-meta-job": "j-2" }, "AccessDenied"],
    ["another key", { key: "elsewhere.csv" }, "AccessDenied"],
    ["a field that no condition covers", { "x-amz-meta-extra": "1" }, "AccessDenied"],
    ["another signature", { "X-Amz-Signature": "0".repeat(64) }, "SignatureDoesNotMatch"],
    [
      "another access key",
      { "X-Amz-Credential": "NOBODY/20260101/us-east-1/s3/aws4_request", "X-Amz-Date": "20260101T000000Z" },
      "InvalidAccessKeyId",
    ],
    [
      "a policy of its own making",
      { Policy: Buffer.from('{"expiration":"2100-01-01T00:00:00Z","conditions":[]}').toString("base64") },
      "SignatureDoesNotMatch",
    ],
    ["a wrong digest", { "x-ignore-me": "1", "x-amz-checksum-crc32": "AAAAAA==" }, "AccessDenied"],
  ])("is refused with %s", async (_, changed, code) => {
    const { url, fields } = await presign();
    const before = await listBlobs(s3.dir);

    expect(await post({ url, fields: { ...fields, ...changed } }, "a,b\n")).toMatchObject({ code });
    expect((await listBlobs(s3.dir)).filter((name) => !before.includes(name))).toEqual([]);
  });

  it("is refused without a policy, without a file and after its expiry", async () => {
    const { url, fields } = await presign();
    const { Policy: _, ...withoutPolicy } = fields;

    expect(await post({ url, fields: withoutPolicy }, "a,b\n")).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await post({ url, fields }, undefined)).toMatchObject({ status: 400, code: "IncorrectNumberOfFilesInPostRequest" });
    expect(await post(await presign({ Expires: -1 }), "a,b\n")).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("is refused when it is smaller than its policy allows", async () => {
    expect(await post(await presign({ Key: "small.csv" }), "a")).toMatchObject({ status: 400, code: "EntityTooSmall" });

    await expect(head("small.csv")).rejects.toMatchObject({ name: "NotFound" });
  });

  it("is refused while it streams when it is larger, and leaves nothing", async () => {
    const before = await listBlobs(s3.dir);

    const answer = await post(await presign({ Key: "large.csv" }), new Uint8Array(20 * 2 ** 20));

    expect(answer).toMatchObject({ status: 400, code: "EntityTooLarge" });
    expect((await listBlobs(s3.dir)).filter((name) => !before.includes(name))).toEqual([]);
    await expect(head("large.csv")).rejects.toMatchObject({ name: "NotFound" });
  });

  it("is told so although it would go on sending for ever", async () => {
    const { url, fields } = await presign();
    const boundary = "b0undary";
    const part = (name: string, value: string) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = Object.entries(fields).map(([name, value]) => part(name, value));
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };

    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = httpRequest(url, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        outgoing.destroy();
      });
      outgoing.on("error", reject);
      outgoing.write(`${start.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n`);
      outgoing.write("x".repeat(2000));
    });

    expect(status).toBe(400);
  });

  it("that breaks off leaves nothing and does not disturb the server", async () => {
    const { url, fields } = await presign({ Key: "broken.csv" });
    const before = await listBlobs(s3.dir);
    const part = (name: string, value: string) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = Object.entries(fields).map(([name, value]) => part(name, value));

    const outgoing = httpRequest(url, { method: "POST", headers: { "content-type": "multipart/form-data; boundary=b" } });
    outgoing.on("error", () => outgoing.destroy());
    outgoing.write(`${start.join("")}--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nabc`);
    await expect.poll(() => listBlobs(s3.dir)).toHaveLength(before.length + 1);
    outgoing.destroy();

    await expect.poll(() => listBlobs(s3.dir)).toEqual(before);
    await expect(head("broken.csv")).rejects.toMatchObject({ name: "NotFound" });
  });
});
