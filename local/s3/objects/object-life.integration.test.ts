import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucket, listBlobs, type S3Fixture, startS3 } from "../s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

type Extra = Partial<ConstructorParameters<typeof PutObjectCommand>[0]>;
const put = (key: string, body: string, extra: Extra = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...extra }));
const get = (key: string, extra: object = {}) => s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...extra }));
const read = async (key: string, extra: object = {}) => (await get(key, extra)).Body?.transformToString();
const remove = (key: string, versionId?: string) =>
  s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...(versionId && { VersionId: versionId }) }));

describe("an object", () => {
  it("keeps its headers and metadata", async () => {
    const extra = {
      ContentType: "text/csv",
      ContentDisposition: 'attachment; filename="a.csv"',
      CacheControl: "no-store",
      ContentEncoding: "gzip",
      ContentLanguage: "de",
      Metadata: { Job: "1", note: "a, b" },
    };
    await put("kept", "x", extra);

    const stored = await s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: "kept" }));

    expect(stored).toMatchObject({ ...extra, Metadata: { job: "1", note: "a, b" }, AcceptRanges: "bytes" });
  });

  it("is replaced whole, and the replaced bytes go", async () => {
    await put("twice", "one");
    const before = await listBlobs(s3.dir);

    await put("twice", "two");

    await expect.poll(async () => (await listBlobs(s3.dir)).length).toBe(before.length);
    expect(await read("twice")).toBe("two");
  });

  it("is written only under the conditions of the request", async () => {
    const { ETag } = await put("once", "1", { IfNoneMatch: "*" });

    await expect(put("once", "2", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("once", "2", { IfMatch: '"0"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("never", "2", { IfMatch: '"0"' })).rejects.toMatchObject({ name: "NoSuchKey" });
    await put("once", "2", { IfMatch: ETag });
    expect(await read("once")).toBe("2");
  });

  it("lets exactly one of several writers create it", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => put("race", String(index), { IfNoneMatch: "*" })));

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is read only under the conditions of the request", async () => {
    const { ETag } = await put("read", "x");

    await expect(get("read", { IfMatch: '"0"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("read", { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get("read", { IfModifiedSince: new Date(Date.now() + 1000) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    expect(await read("read", { IfMatch: ETag })).toBe("x");
  });

  it("is read in ranges, and not beyond its end", async () => {
    await put("range", "hello world");

    expect(await read("range", { Range: "bytes=6-" })).toBe("world");
    await expect(get("range", { Range: "bytes=11-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("is read to its end although it is deleted meanwhile", async () => {
    await put("going", "x".repeat(3_000_000));
    const { Body } = await get("going");

    await remove("going");

    expect((await Body?.transformToString())?.length).toBe(3_000_000);
  });

  it("is copied with its metadata or with new metadata, and outlives its source", async () => {
    await put("source", "bytes", { Metadata: { a: "1" }, ContentType: "text/csv" });
    const CopySource = `${bucket}/source`;
    await s3.client.send(new CopyObjectCommand({ Bucket: bucket, Key: "same", CopySource }));
    await s3.client.send(
      new CopyObjectCommand({ Bucket: bucket, Key: "other", CopySource, MetadataDirective: "REPLACE", Metadata: { b: "2" } }),
    );

    await remove("source");

    expect(await get("same")).toMatchObject({ Metadata: { a: "1" }, ContentType: "text/csv" });
    expect(await get("other")).toMatchObject({ Metadata: { b: "2" } });
    expect(await read("same")).toBe("bytes");
    const onItself = new CopyObjectCommand({ Bucket: bucket, Key: "same", CopySource: `${bucket}/same` });
    await expect(s3.client.send(onItself)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("is refused when its checksum or digest does not fit", async () => {
    await expect(put("bad", "x", { ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(put("bad", "x", { ChecksumCRC32: "nonsense" })).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(put("bad", "x", { ContentMD5: Buffer.alloc(16).toString("base64") })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(put("bad", "x", { ContentMD5: "nonsense" })).rejects.toMatchObject({ name: "InvalidDigest" });
    await expect(get("bad")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)("keeps its %s and gives it back", async (algorithm) => {
    const written = await put(`sum-${algorithm}`, "123456789", { ChecksumAlgorithm: algorithm });

    const stored = await get(`sum-${algorithm}`, { ChecksumMode: "ENABLED" });

    expect(stored[`Checksum${algorithm}`]).toBeTruthy();
    expect(stored[`Checksum${algorithm}`]).toBe(written[`Checksum${algorithm}`]);
    expect(stored.ChecksumType).toBe("FULL_OBJECT");
  });
});

describe("in a versioned bucket", () => {
  beforeAll(() => s3.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } })));

  it("every write is a version, and a delete hides without destroying", async () => {
    const first = await put("v", "1");
    const second = await put("v", "2");
    const marker = await remove("v");

    await expect(get("v")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(get("v", { VersionId: marker.VersionId })).rejects.toMatchObject({ name: "MethodNotAllowed" });
    expect(await read("v", { VersionId: first.VersionId })).toBe("1");
    expect(marker.DeleteMarker).toBe(true);
    await remove("v", marker.VersionId);
    expect(await get("v")).toMatchObject({ VersionId: second.VersionId });
    await remove("v", second.VersionId);
    expect(await read("v")).toBe("1");
    await expect(get("v", { VersionId: second.VersionId })).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("all versions can be deleted page by page, also while the markers of the pages go", async () => {
    for (let index = 0; index < 7; index++) await put(`many/${index % 2}`, String(index));
    await remove("many/0");

    for (let KeyMarker: string | undefined, VersionIdMarker: string | undefined, more = true; more; ) {
      const page = await s3.client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: "many/", MaxKeys: 3, KeyMarker, VersionIdMarker }),
      );
      const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({ Key, VersionId }));
      await s3.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
      [KeyMarker, VersionIdMarker, more] = [page.NextKeyMarker, page.NextVersionIdMarker, page.IsTruncated === true];
    }

    const left = await s3.client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: "many/" }));
    expect(left.Versions ?? left.DeleteMarkers).toBeUndefined();
  });

  it("suspending it makes one version, null, that is replaced", async () => {
    const kept = await put("s", "1");
    await s3.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Suspended" } }));

    await put("s", "2");
    const last = await put("s", "3");

    expect(last.VersionId).toBe("null");
    const { Versions } = await s3.client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: "s" }));
    expect(Versions?.filter(({ Key }) => Key === "s").map(({ VersionId }) => VersionId)).toEqual(["null", kept.VersionId]);
  });
});

it("a listing groups by delimiter, goes on where it stopped, and encodes keys when asked", async () => {
  for (const key of ["p/a b/1", "p/a b/2", "p/c", "p/é/1"]) await put(key, "x");
  const list = (extra: object) => s3.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "p/", Delimiter: "/", ...extra }));

  const first = await list({ MaxKeys: 2 });
  const second = await list({ MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
  const encoded = await list({ EncodingType: "url" });

  expect([first.KeyCount, first.IsTruncated, second.KeyCount, second.IsTruncated]).toEqual([2, true, 1, false]);
  expect([first.CommonPrefixes?.[0]?.Prefix, first.Contents?.[0]?.Key, second.CommonPrefixes?.[0]?.Prefix]).toEqual([
    "p/a b/",
    "p/c",
    "p/é/",
  ]);
  expect(encoded.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(["p/a+b/", "p/%C3%A9/"]);
});
