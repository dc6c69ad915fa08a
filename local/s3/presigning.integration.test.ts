import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RawAnswer } from "./raw-request.ts";
import { bucket, createClient, type S3Fixture, startS3 } from "./s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describe("a presigned URL", () => {
  // What a browser is given: nothing of a body that is not known yet.
  const signerOf = () => createClient(s3.server.url, { requestChecksumCalculation: "WHEN_REQUIRED" });

  async function presign(key: string, type: string, length: number): Promise<string> {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: type, ContentLength: length });
    return getSignedUrl(signerOf(), command, { expiresIn: 60, signableHeaders: new Set(["host", "content-type", "content-length"]) });
  }

  async function put(url: string, body: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    const response = await fetch(url, { method: "PUT", body, headers });
    return { status: response.status, code: /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] };
  }

  it("takes exactly the type and length it was signed for", async () => {
    const url = await presign("exact.csv", "text/csv", 4);

    expect(await put(url, "a,b\n", { "content-type": "text/csv" })).toMatchObject({ status: 200 });
    expect(await put(url, "a,b\n", { "content-type": "text/html" })).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    expect(await put(url, "a,b,c\n", { "content-type": "text/csv" })).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    const stored = await s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: "exact.csv" }));
    expect(stored).toMatchObject({ ContentLength: 4, ContentType: "text/csv" });
  });

  it.each([
    ["another signature", (url: string) => url.replace(/X-Amz-Signature=.{4}/, "X-Amz-Signature=0000"), "SignatureDoesNotMatch"],
    ["another key", (url: string) => url.replace("tampered.csv", "other.csv"), "SignatureDoesNotMatch"],
    ["a longer life", (url: string) => url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"), "SignatureDoesNotMatch"],
    ["another parameter", (url: string) => `${url}&x-amz-meta-a=1`, "SignatureDoesNotMatch"],
    [
      "a life of more than a week",
      (url: string) => url.replace("X-Amz-Expires=60", "X-Amz-Expires=604801"),
      "AuthorizationQueryParametersError",
    ],
    ["no expiry", (url: string) => url.replace("X-Amz-Expires=60&", ""), "AuthorizationQueryParametersError"],
  ])("is refused with %s", async (_, tamper, code) => {
    const url = await presign("tampered.csv", "text/csv", 1);

    expect(await put(tamper(url), "x", { "content-type": "text/csv" })).toMatchObject({ code });
  });

  it("is refused with an x-amz header that it does not sign", async () => {
    const url = await presign("extra.csv", "text/csv", 1);

    expect(await put(url, "x", { "content-type": "text/csv", "x-amz-meta-job": "1" })).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("is refused once it expired", async () => {
    const command = new GetObjectCommand({ Bucket: bucket, Key: "exact.csv" });
    const url = await getSignedUrl(signerOf(), command, { expiresIn: 60, signingDate: new Date(Date.now() - 61_000) });

    const response = await fetch(url);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain("Request has expired");
  });

  it("says on download what the URL asks for", async () => {
    const asked = { ResponseContentDisposition: "attachment", ResponseContentType: "text/plain" };
    const command = new GetObjectCommand({ Bucket: bucket, Key: "exact.csv", ...asked });

    const response = await fetch(await getSignedUrl(signerOf(), command, { expiresIn: 60 }));

    expect(response.headers.get("content-disposition")).toBe("attachment");
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(await response.text()).toBe("a,b\n");
  });
});
