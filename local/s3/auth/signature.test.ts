import { describe, expect, it } from "vitest";
import { canonicalRequest, createSign, requestStringToSign } from "./signature.ts";

const sign = createSign("us-east-1", { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" });

describe("canonicalRequest", () => {
  it("gives the signature that AWS publishes for a presigned GET", async () => {
    const query = new URLSearchParams(
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
    );
    const headers = new Map([["host", "examplebucket.s3.amazonaws.com"]]);

    const canonical = canonicalRequest({
      method: "GET",
      path: "/test.txt",
      query,
      headers,
      signedHeaders: ["host"],
      payloadHash: "UNSIGNED-PAYLOAD",
    });
    const signature = await sign(
      requestStringToSign("20130524T000000Z", "20130524/us-east-1/s3/aws4_request", canonical),
      new Date("2013-05-24T00:00:00Z"),
    );

    expect(signature).toBe("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  });

  it("sorts parameters by name before value, and escapes them once", () => {
    const query = new URLSearchParams("a-b=2&a=1&a=%2F&A='");

    const canonical = canonicalRequest({ method: "GET", path: "/b/ü (1)", query, headers: new Map(), signedHeaders: [], payloadHash: "x" });

    expect(canonical.split("\n").slice(0, 3)).toEqual(["GET", "/b/%C3%BC%20%281%29", "A=%27&a=%2F&a=1&a-b=2"]);
  });

  it("signs header values as UTF-8, trimmed, with single spaces", () => {
    const headers = new Map([["x-amz-meta-name", Buffer.from("  é   b ").toString("latin1")]]);

    const canonical = canonicalRequest({
      method: "PUT",
      path: "/",
      query: new URLSearchParams(),
      headers,
      signedHeaders: ["x-amz-meta-name"],
      payloadHash: "x",
    });

    expect(canonical).toContain("x-amz-meta-name:é b\n");
  });
});
