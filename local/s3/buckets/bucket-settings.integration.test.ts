import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucket, type S3Fixture, startS3 } from "../s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describe("a bucket", () => {
  it("is made, found, listed and removed when it is empty", async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: "second" }));
    await s3.client.send(new PutObjectCommand({ Bucket: "second", Key: "a", Body: "x" }));

    expect((await s3.client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([bucket, "second"]);
    await expect(s3.client.send(new DeleteBucketCommand({ Bucket: "second" }))).rejects.toMatchObject({ name: "BucketNotEmpty" });
    await expect(s3.client.send(new HeadBucketCommand({ Bucket: "third" }))).rejects.toMatchObject({ name: "NotFound" });
    await expect(s3.client.send(new CreateBucketCommand({ Bucket: "No_Name" }))).rejects.toMatchObject({ name: "InvalidBucketName" });
  });

  it("gives back the settings that were put, and says which are missing", async () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    };
    await expect(s3.client.send(new GetBucketPolicyCommand({ Bucket: bucket }))).rejects.toMatchObject({ name: "NoSuchBucketPolicy" });

    await s3.client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }));
    await s3.client.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }));

    expect((await s3.client.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy).toBe(policy);
    expect(await s3.client.send(new GetPublicAccessBlockCommand({ Bucket: bucket }))).toMatchObject({ PublicAccessBlockConfiguration });
    expect((await s3.client.send(new GetBucketTaggingCommand({ Bucket: bucket }))).TagSet).toEqual([{ Key: "a", Value: "b" }]);
    expect(
      (await s3.client.send(new GetBucketEncryptionCommand({ Bucket: bucket }))).ServerSideEncryptionConfiguration?.Rules,
    ).toHaveLength(1);
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status).toBeUndefined();
  });
});

describe("CORS", () => {
  const origin = "https://app.example.com";
  const CORSRules = [
    {
      AllowedOrigins: ["https://*.example.com"],
      AllowedMethods: ["PUT", "GET"],
      AllowedHeaders: ["content-*"],
      ExposeHeaders: ["ETag"],
      MaxAgeSeconds: 300,
    },
    { AllowedOrigins: ["*"], AllowedMethods: ["GET"] },
  ];
  const preflight = (headers: Record<string, string>) => fetch(`${s3.server.url}/${bucket}/a`, { method: "OPTIONS", headers });

  beforeAll(() => s3.client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } })));

  it("answers a preflight that a rule allows", async () => {
    const answer = await preflight({
      origin,
      "access-control-request-method": "PUT",
      "access-control-request-headers": "Content-Type, content-md5",
    });

    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "PUT, GET",
      "access-control-allow-headers": "content-type, content-md5",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "300",
      "access-control-allow-credentials": "true",
      vary: expect.stringContaining("Origin"),
    });
  });

  it.each([
    ["of another origin", { origin: "https://example.org", "access-control-request-method": "PUT" }, 403],
    ["with another method", { origin, "access-control-request-method": "DELETE" }, 403],
    ["with another header", { origin, "access-control-request-method": "PUT", "access-control-request-headers": "x-amz-meta-a" }, 403],
    ["without an origin", { "access-control-request-method": "PUT" }, 400],
  ])("refuses a preflight %s", async (_, headers, status) => {
    const answer = await preflight(headers as Record<string, string>);

    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("lets a page read answers, refusals too, and anybody where the rule says so", async () => {
    const own = await fetch(`${s3.server.url}/${bucket}/a`, { method: "PUT", headers: { origin } });
    const foreign = await fetch(`${s3.server.url}/${bucket}/a`, { headers: { origin: "https://example.org" } });

    expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([403, origin]);
    expect([foreign.headers.get("access-control-allow-origin"), foreign.headers.get("access-control-allow-credentials")]).toEqual([
      "*",
      null,
    ]);
  });

  it("ends with its configuration", async () => {
    await s3.client.send(new DeleteBucketCorsCommand({ Bucket: bucket }));

    await expect(s3.client.send(new GetBucketCorsCommand({ Bucket: bucket }))).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });
    expect((await preflight({ origin, "access-control-request-method": "PUT" })).status).toBe(403);
  });
});
