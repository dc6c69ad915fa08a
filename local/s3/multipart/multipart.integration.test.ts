import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucket, createClient, listBlobs, type S3Fixture, startS3 } from "../s3-fixture.ts";

const partBytes = 5 * 2 ** 20;
let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

async function create(Key: string, extra: object = {}): Promise<string> {
  // Without an algorithm of its own choosing, as a server does that signs the parts for a browser.
  const client = createClient(s3.server.url, { requestChecksumCalculation: "WHEN_REQUIRED" });
  const { UploadId = "" } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key, ...extra }));
  return UploadId;
}

const upload = (Key: string, UploadId: string, PartNumber: number, Body: Buffer, extra: object = {}) =>
  s3.client.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber, Body, ...extra }));
const complete = (Key: string, UploadId: string, Parts: CompletedPart[], extra: object = {}) =>
  s3.client.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload: { Parts }, ...extra }));

describe("a multipart upload", () => {
  it("becomes one object, read across its parts, without a copy of its bytes", async () => {
    const id = await create("whole", { ContentType: "text/csv", Metadata: { job: "1" } });
    const first = await upload("whole", id, 2, Buffer.alloc(partBytes, "a"));
    const last = await upload("whole", id, 7, Buffer.from("tail"));
    const before = await listBlobs(s3.dir);

    const done = await complete("whole", id, [
      { PartNumber: 2, ETag: first.ETag },
      { PartNumber: 7, ETag: last.ETag },
    ]);

    const range = await s3.client.send(
      new GetObjectCommand({ Bucket: bucket, Key: "whole", Range: `bytes=${partBytes - 2}-${partBytes + 1}` }),
    );
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(range).toMatchObject({
      ContentType: "text/csv",
      Metadata: { job: "1" },
      ContentRange: `bytes ${partBytes - 2}-${partBytes + 1}/${partBytes + 4}`,
    });
    expect(await range.Body?.transformToString()).toBe("aata");
    expect(await listBlobs(s3.dir)).toEqual(before);
  });

  it("copied becomes an object with a digest of its whole", async () => {
    await s3.client.send(new CopyObjectCommand({ Bucket: bucket, Key: "whole-copy", CopySource: `${bucket}/whole` }));

    const copy = await s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: "whole-copy" }));

    expect(copy.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it("is refused when its list of parts is not what was uploaded", async () => {
    const id = await create("strict");
    const small = await upload("strict", id, 1, Buffer.from("small"));
    const last = await upload("strict", id, 2, Buffer.from("last"));
    const parts = [
      { PartNumber: 1, ETag: small.ETag },
      { PartNumber: 2, ETag: last.ETag },
    ];

    await expect(complete("strict", id, parts)).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete("strict", id, parts.toReversed())).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete("strict", id, [{ PartNumber: 1, ETag: last.ETag }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete("strict", id, [{ PartNumber: 3, ETag: last.ETag }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete("strict", id, [])).rejects.toMatchObject({ name: "MalformedXML" });
    await expect(complete("strict", "unknown", parts)).rejects.toMatchObject({ name: "NoSuchUpload" });
    await expect(upload("strict", id, 10_001, Buffer.from("x"))).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("is completed only under the conditions of the request, and once", async () => {
    const id = await create("whole");
    const { ETag } = await upload("whole", id, 1, Buffer.from("x"));

    await expect(complete("whole", id, [{ PartNumber: 1, ETag }], { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await complete("whole", id, [{ PartNumber: 1, ETag }]);
    await expect(complete("whole", id, [{ PartNumber: 1, ETag }])).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  it("is listed with its parts until it is aborted, and then leaves nothing", async () => {
    const before = await listBlobs(s3.dir);
    const id = await create("gone");
    await upload("gone", id, 1, Buffer.from("first try"));
    await upload("gone", id, 1, Buffer.from("second"));
    const target = { Bucket: bucket, Key: "gone", UploadId: id };

    const { Parts } = await s3.client.send(new ListPartsCommand(target));
    const { Uploads } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: "gone" }));
    await s3.client.send(new AbortMultipartUploadCommand(target));

    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, 6]]);
    expect(Uploads?.map(({ UploadId }) => UploadId)).toEqual([id]);
    await expect(s3.client.send(new ListPartsCommand(target))).rejects.toMatchObject({ name: "NoSuchUpload" });
    await expect.poll(() => listBlobs(s3.dir)).toEqual(before);
  });

  it("with a composite checksum needs that of every part to be completed", async () => {
    const id = await create("composite", { ChecksumAlgorithm: "SHA256" });
    const part = await upload("composite", id, 1, Buffer.from("x"), { ChecksumAlgorithm: "SHA256" });

    await expect(complete("composite", id, [{ PartNumber: 1, ETag: part.ETag }])).rejects.toMatchObject({ name: "InvalidRequest" });
    const done = await complete("composite", id, [{ PartNumber: 1, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 }]);

    expect(done.ChecksumSHA256).toMatch(/-1$/);
  });

  it("with a checksum of the whole has the one that the whole would have", async () => {
    const id = await create("full", { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const parts: CompletedPart[] = [];
    for (const [index, body] of [Buffer.alloc(partBytes, "a"), Buffer.from("tail")].entries()) {
      const { ETag, ChecksumCRC32 } = await upload("full", id, index + 1, body, { ChecksumAlgorithm: "CRC32" });
      parts.push({ PartNumber: index + 1, ETag, ChecksumCRC32 });
    }

    await complete("full", id, parts);

    // The client checks the whole body against the checksum it is given.
    const stored = await s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: "full", ChecksumMode: "ENABLED" }));
    expect((await stored.Body?.transformToByteArray())?.length).toBe(partBytes + 4);
    expect(stored).toMatchObject({ ChecksumType: "FULL_OBJECT" });
  });
});
