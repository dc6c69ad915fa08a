import {
  CreateMultipartUploadCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bucket, listBlobs, type S3Fixture, startS3 } from "../s3-fixture.ts";

const dayMs = 86_400_000;
let s3: S3Fixture;
let daysAhead: number;

beforeEach(async () => {
  daysAhead = 0;
  s3 = await startS3({ lifecycleNow: () => Date.now() + daysAhead * dayMs, lifecycleEveryMs: 20 });
});
afterEach(() => s3.close());

const rule = (ID: string, extra: Partial<LifecycleRule>): LifecycleRule => ({ ID, Status: "Enabled", Filter: { Prefix: "" }, ...extra });
const configure = (...Rules: LifecycleRule[]) =>
  s3.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules } }));
const put = (Key: string, Tagging?: string) =>
  s3.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key, ...(Tagging && { Tagging }) }));
const enableVersions = () =>
  s3.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }));

async function versions(): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  return [...Versions.map(({ Key }) => `${Key}`), ...DeleteMarkers.map(({ Key }) => `${Key} (marker)`)];
}

it("expires objects after their days, by prefix and tag, and removes their bytes", async () => {
  await configure(
    rule("tmp", { Filter: { Prefix: "tmp/" }, Expiration: { Days: 2 } }),
    rule("tagged", { Filter: { And: { Prefix: "in/", Tags: [{ Key: "keep", Value: "no" }] } }, Expiration: { Days: 1 } }),
    rule("off", { Status: "Disabled", Expiration: { Days: 1 } }),
  );
  await put("tmp/a");
  await put("in/b", "keep=no");
  await put("in/c", "keep=yes");

  daysAhead = 2;
  await expect.poll(versions).toEqual(["in/c", "tmp/a"]);
  daysAhead = 3;
  await expect.poll(versions).toEqual(["in/c"]);
  await expect.poll(() => listBlobs(s3.dir)).toHaveLength(1);
});

it("in a versioned bucket hides first, then removes replaced versions and lone markers", async () => {
  await enableVersions();
  await put("a");
  await put("a");
  await configure(rule("all", { Expiration: { Days: 5 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } }));

  daysAhead = 3;
  await expect.poll(versions).toEqual(["a"]);
  daysAhead = 6;
  await expect.poll(versions).toEqual(["a (marker)"]);
  await configure(rule("markers", { Expiration: { ExpiredObjectDeleteMarker: true } }));
  await expect.poll(versions).toEqual([]);
});

it("keeps as many replaced versions as it is told to", async () => {
  await enableVersions();
  for (let index = 0; index < 5; index++) await put("a");
  await configure(rule("newer", { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } }));

  daysAhead = 2;

  await expect.poll(versions).toEqual(["a", "a", "a"]);
});

it("ends uploads that were never completed", async () => {
  await s3.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: "never" }));
  await configure(rule("abort", { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }));
  const uploads = async () => (await s3.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads;
  expect(await uploads()).toHaveLength(1);

  daysAhead = 2;

  await expect.poll(uploads).toBeUndefined();
});

it("refuses a rule without an action or with days that are none", async () => {
  await expect(configure(rule("idle", {}))).rejects.toMatchObject({ name: "InvalidRequest" });
  await expect(configure(rule("zero", { Expiration: { Days: 0 } }))).rejects.toMatchObject({ name: "InvalidArgument" });
});
