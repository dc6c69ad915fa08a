import { request as httpRequest } from "node:http";
import { Sha256 } from "@aws-crypto/sha256-js";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RawAnswer, sendRaw, signHeaders } from "./raw-request.ts";
import { bucket, credentials, listBlobs, region, type S3Fixture, startS3 } from "./s3-fixture.ts";

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describe("a signed request", () => {
  const url = () => `${s3.server.url}/${bucket}/signed.txt`;

  it("is accepted when its signature is right", async () => {
    expect(await sendRaw(url(), "PUT", await signHeaders(url(), "PUT"), "x")).toEqual({ status: 200, code: undefined });
  });

  it.each([
    ["without a signature", async () => ({}), 403, "AccessDenied"],
    ["by an unknown key", () => signHeaders(url(), "PUT", { accessKeyId: "NOBODY" }), 403, "InvalidAccessKeyId"],
    ["for another path", () => signHeaders(`${url()}2`, "PUT"), 403, "SignatureDoesNotMatch"],
    ["for another method", () => signHeaders(url(), "GET"), 403, "SignatureDoesNotMatch"],
    ["for another region", () => signHeaders(url(), "PUT", { signedRegion: "eu-west-1" }), 400, "AuthorizationHeaderMalformed"],
    ["16 minutes ago", () => signHeaders(url(), "PUT", { signingDate: new Date(Date.now() - 16 * 60_000) }), 403, "RequestTimeTooSkewed"],
    ["16 minutes ahead", () => signHeaders(url(), "PUT", { signingDate: new Date(Date.now() + 16 * 60_000) }), 403, "RequestTimeTooSkewed"],
    [
      "before a header was changed",
      async () => ({ ...(await signHeaders(url(), "PUT", { headers: { "x-amz-meta-a": "1" } })), "x-amz-meta-a": "2" }),
      403,
      "SignatureDoesNotMatch",
    ],
    [
      "before an x-amz header was added",
      async () => ({ ...(await signHeaders(url(), "PUT")), "x-amz-meta-extra": "1" }),
      403,
      "AccessDenied",
    ],
    [
      "with the digest of another body",
      () => signHeaders(url(), "PUT", { headers: { "x-amz-content-sha256": "0".repeat(64) } }),
      400,
      "XAmzContentSHA256Mismatch",
    ],
  ])("is refused when it was signed %s", async (_, headers, status, code) => {
    expect(await sendRaw(url(), "PUT", await headers(), "body")).toEqual({ status, code });
  });

  it("leaves no file behind when its body is refused", async () => {
    const before = await listBlobs(s3.dir);

    await sendRaw(
      url(),
      "PUT",
      await signHeaders(url(), "PUT", { headers: { "x-amz-content-sha256": "0".repeat(64) } }),
      Buffer.alloc(1_000_000),
    );

    expect(await listBlobs(s3.dir)).toEqual(before);
  });

  it("answers a client that is told to wait with the refusal alone", async () => {
    const headers = { ...(await signHeaders(`${url()}2`, "PUT")), expect: "100-continue", "content-length": "1000000" };

    const answer = await new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(url(), { method: "PUT", headers }, (response) => resolve(response.resume().statusCode ?? 0));
      outgoing.on("continue", () => reject(new Error("The body was asked for.")));
      outgoing.flushHeaders();
    });

    expect(answer).toBe(403);
  });
});

describe("a body in signed chunks", () => {
  const url = () => `${s3.server.url}/${bucket}/chunked.txt`;
  const scopeOf = (longDate: string) => `${longDate.slice(0, 8)}/${region}/s3/aws4_request`;

  async function chunkedUpload(tamper: (wire: string) => string): Promise<RawAnswer> {
    const signingDate = new Date(Math.floor(Date.now() / 1000) * 1000);
    const headers = await signHeaders(url(), "PUT", {
      signingDate,
      headers: {
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "x-amz-decoded-content-length": "10",
        "content-encoding": "aws-chunked",
      },
    });
    const longDate = headers["x-amz-date"] ?? "";
    const signer = new SignatureV4({ service: "s3", region, credentials, sha256: Sha256 });
    let previous = /Signature=(\w+)/.exec(headers.authorization ?? "")?.[1] ?? "";
    let wire = "";
    for (const chunk of ["hello", "world", ""]) {
      const parts = ["AWS4-HMAC-SHA256-PAYLOAD", longDate, scopeOf(longDate), previous, await sha256(""), await sha256(chunk)];
      previous = await signer.sign(parts.join("\n"), { signingDate });
      wire += `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`;
    }
    return sendRaw(url(), "PUT", headers, tamper(wire));
  }

  async function sha256(text: string): Promise<string> {
    const hash = new Sha256();
    hash.update(text);
    return Buffer.from(await hash.digest()).toString("hex");
  }

  it("is stored decoded, without aws-chunked among its encodings", async () => {
    expect(await chunkedUpload((wire) => wire)).toMatchObject({ status: 200 });

    const stored = await s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: "chunked.txt" }));
    expect(await stored.Body?.transformToString()).toBe("helloworld");
    expect(stored.ContentEncoding).toBeUndefined();
  });

  it("is refused when a chunk was changed on its way", async () => {
    expect(await chunkedUpload((wire) => wire.replace("world", "w0rld"))).toEqual({ status: 403, code: "SignatureDoesNotMatch" });
  });
});
