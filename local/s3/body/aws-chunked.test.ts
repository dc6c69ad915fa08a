import { describe, expect, it } from "vitest";
import { createSign } from "../auth/signature.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";

// The example that AWS publishes for signed chunks: 65 KiB of "a", in chunks of 64 KiB and 1 KiB.
const sign = createSign("us-east-1", { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" });
const authentication = {
  payloadHash: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  date: new Date("2013-05-24T00:00:00Z"),
  longDate: "20130524T000000Z",
  scope: "20130524/us-east-1/s3/aws4_request",
  signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
};
const signatures = [
  "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
  "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
  "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
];
const published = [65_536, 1024, 0]
  .map((size, index) => `${size.toString(16)};chunk-signature=${signatures[index]}\r\n${"a".repeat(size)}\r\n`)
  .join("");

interface Options {
  isSigned?: boolean;
  hasTrailer?: boolean;
  decodedLength?: number;
  pieceBytes?: number;
}

async function decode(wire: string, { isSigned = true, hasTrailer = false, decodedLength = 66_560, pieceBytes = 1000 }: Options = {}) {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < wire.length; at += pieceBytes) yield Buffer.from(wire.slice(at, at + pieceBytes));
  }
  let trailers: ReadonlyMap<string, string> = new Map();
  const onTrailers = (received: ReadonlyMap<string, string>) => {
    trailers = received;
  };
  const chunks: Buffer[] = [];
  for await (const chunk of decodeAwsChunked(pieces(), { authentication, sign, isSigned, hasTrailer, decodedLength, onTrailers }))
    chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), trailers };
}

describe("decodeAwsChunked", () => {
  it.each([1, 7, 1000, 100_000])("accepts the published example when it arrives in pieces of %i bytes", async (pieceBytes) => {
    expect((await decode(published, { pieceBytes })).text).toBe("a".repeat(66_560));
  });

  it.each([
    ["a changed byte", published.replace("aaa", "aab")],
    ["a changed signature", published.replace("0055", "0056")],
    ["a missing signature", published.replace(/;chunk-signature=0055[0-9a-f]+/, "")],
  ])("refuses %s", async (_, wire) => {
    await expect(decode(wire)).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });

  it.each([
    ["a body that ends early", published.slice(0, -20), 66_560],
    ["more bytes than declared", published, 66_559],
    ["fewer bytes than declared", published, 66_561],
    ["bytes behind the last chunk", `${published}x`, 66_560],
  ])("refuses %s", async (_, wire, decodedLength) => {
    await expect(decode(wire, { decodedLength })).rejects.toMatchObject({ code: "IncompleteBody" });
  });

  it("hands on the trailers of an unsigned body", async () => {
    const wire = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";

    const { text, trailers } = await decode(wire, { isSigned: false, hasTrailer: true, decodedLength: 5, pieceBytes: 3 });

    expect(text).toBe("hello");
    expect(trailers.get("x-amz-checksum-crc32")).toBe("NhCmhg==");
  });

  it.each(["zz\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", `${"0".repeat(5000)}5\r\nhello`])(
    "refuses a bad size line",
    async (wire) => {
      await expect(decode(wire, { isSigned: false, decodedLength: 5 })).rejects.toMatchObject({ code: "InvalidRequest" });
    },
  );
});
