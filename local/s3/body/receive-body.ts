import type { Authentication } from "../auth/authenticate.ts";
import type { Sign } from "../auth/signature.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { type BodyDigests, createBodyDigester } from "./body-digests.ts";
import { incompleteBody } from "./byte-reader.ts";
import { type ChecksumAlgorithm, readDeclaredChecksum } from "./checksums.ts";

const maxDocumentBytes = 8 * 2 ** 20;
const maxObjectBytes = 5 * 2 ** 30;

export interface Receipt {
  readonly request: S3Request;
  readonly authentication: Authentication;
  readonly sign: Sign;
  readonly algorithm?: ChecksumAlgorithm | undefined;
}

/** Streams the request's body into `sink`, decoded and checked against everything the request says about it. */
export async function receiveBody(receipt: Receipt, sink: (chunk: Buffer) => Promise<void> | void): Promise<BodyDigests> {
  const { request, authentication, algorithm } = receipt;
  const streaming = parseStreamingPayload(authentication.payloadHash);
  const lengthBytes = requireLength(request, streaming !== undefined);
  const digester = createBodyDigester({
    sha256: /^[0-9a-f]{64}$/.test(authentication.payloadHash) ? authentication.payloadHash : undefined,
    md5: request.headers.get("content-md5"),
    checksum: readDeclaredChecksum(request.headers),
    algorithm,
  });
  let trailers: ReadonlyMap<string, string> = new Map();
  const source = incomingChunks(request);
  const chunks = streaming
    ? decodeAwsChunked(source, {
        ...receipt,
        ...streaming,
        decodedLength: lengthBytes,
        onTrailers: (received) => {
          trailers = received;
        },
      })
    : source;
  for await (const chunk of chunks) {
    digester.update(chunk);
    await sink(chunk);
  }
  const digests = digester.finish(trailers);
  if (digests.sizeBytes !== lengthBytes) throw incompleteBody();
  return digests;
}

/** Reads a small XML or JSON body into memory. */
export async function receiveDocument(receipt: Receipt): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  await receiveBody(receipt, (chunk) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxDocumentBytes) throw new S3Error("MaxMessageLengthExceeded", "Your request was too big.");
    chunks.push(chunk);
  });
  return Buffer.concat(chunks).toString("utf8");
}

/** The body as it arrives. Leaving early keeps the connection, so that the refusal can still be answered on it. */
function incomingChunks({ raw, askForBody }: S3Request): AsyncIterable<Buffer> {
  askForBody();
  return { [Symbol.asyncIterator]: () => raw.iterator({ destroyOnReturn: false }) };
}

function parseStreamingPayload(payloadHash: string): { isSigned: boolean; hasTrailer: boolean } | undefined {
  switch (payloadHash) {
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
      return { isSigned: true, hasTrailer: false };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
      return { isSigned: true, hasTrailer: true };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
      return { isSigned: false, hasTrailer: true };
    case "UNSIGNED-PAYLOAD":
      return undefined;
    default:
      if (/^[0-9a-f]{64}$/.test(payloadHash)) return undefined;
      throw new S3Error(
        "InvalidArgument",
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING value this server knows, or a valid sha256 value.",
      );
  }
}

function requireLength({ headers, raw }: S3Request, isStreaming: boolean): number {
  const text = headers.get(isStreaming ? "x-amz-decoded-content-length" : "content-length");
  if (text === undefined && !isStreaming && raw.headers["transfer-encoding"] === undefined) return 0;
  if (text === undefined) throw new S3Error("MissingContentLength", "You must provide the Content-Length HTTP header.");
  if (!/^\d+$/.test(text)) throw new S3Error("InvalidArgument", "The content length must be a whole number of bytes.");
  const length = Number(text);
  if (length > maxObjectBytes) {
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
      details: { ProposedSize: length, MaxSizeAllowed: maxObjectBytes },
    });
  }
  return length;
}

/** Some calls must say what their body is, so that a damaged one deletes or configures nothing. */
export function requireBodyDigest(request: S3Request): void {
  const hasDigest =
    request.headers.has("content-md5") ||
    [...request.headers.keys()].some((name) => name.startsWith("x-amz-checksum-") || name === "x-amz-trailer");
  if (!hasDigest) throw new S3Error("InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
}
