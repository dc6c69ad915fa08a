import { createHash } from "node:crypto";
import type { Authentication } from "../auth/authenticate.ts";
import { isSameSignature, type Sign, sha256Hex } from "../auth/signature.ts";
import { S3Error } from "../s3-error.ts";
import { ByteReader, incompleteBody } from "./byte-reader.ts";

const maxChunkLineBytes = 4096;
const maxTrailerBytes = 16_384;
const emptyHash = sha256Hex("");

export interface AwsChunkedOptions {
  readonly authentication: Authentication;
  readonly sign: Sign;
  readonly isSigned: boolean;
  readonly hasTrailer: boolean;
  readonly decodedLength: number;
  /** Called once, after the last chunk, with lower-case names. */
  readonly onTrailers: (trailers: ReadonlyMap<string, string>) => void;
}

/**
 * Decodes `aws-chunked` content and checks its chain of chunk signatures. A chunk's bytes are handed on before its signature
 * can be checked, so that a chunk of any size streams; nothing becomes visible unless the whole body was accepted.
 */
export async function* decodeAwsChunked(source: AsyncIterable<Buffer>, options: AwsChunkedOptions): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    yield* decodeChunks(reader, options);
  } finally {
    await reader.close();
  }
}

async function* decodeChunks(reader: ByteReader, options: AwsChunkedOptions): AsyncGenerator<Buffer> {
  const chain = createSignatureChain(options);
  let decoded = 0;
  for (;;) {
    const { length, signature } = parseChunkLine(await reader.line(maxChunkLineBytes));
    decoded += length;
    if (decoded > options.decodedLength) throw incompleteBody();
    const hash = options.isSigned ? createHash("sha256") : undefined;
    for await (const piece of reader.take(length)) {
      hash?.update(piece);
      yield piece;
    }
    if (hash) await chain.verifyChunk(hash.digest("hex"), signature);
    if (length === 0) break;
    if ((await reader.line(2)) !== "") throw incompleteBody();
  }
  if (decoded !== options.decodedLength) throw incompleteBody();
  const { lines, signature } = await readTrailers(reader);
  if (options.isSigned && options.hasTrailer) await chain.verifyTrailers(lines, signature);
  options.onTrailers(new Map(lines.map(([name, value]) => [name.toLowerCase(), value])));
  if (!(await reader.isAtEnd())) throw incompleteBody();
}

function parseChunkLine(line: string): { length: number; signature: string } {
  const match = /^([0-9a-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (!match) throw new S3Error("InvalidRequest", "A chunk of the body has no valid size line.");
  return { length: Number.parseInt(match[1] ?? "", 16), signature: match[2] ?? "" };
}

async function readTrailers(reader: ByteReader): Promise<{ lines: [string, string][]; signature: string }> {
  const lines: [string, string][] = [];
  let signature = "";
  for (let remaining = maxTrailerBytes; ; ) {
    const line = await reader.line(remaining);
    if (line === "") return { lines, signature };
    remaining -= line.length;
    const colon = line.indexOf(":");
    if (colon < 1) throw new S3Error("MalformedTrailerError", "The request contained trailing data that was not well-formed.");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === "x-amz-trailer-signature") signature = value;
    else lines.push([name, value]);
  }
}

function createSignatureChain({ authentication, sign }: AwsChunkedOptions) {
  const { longDate, scope, date } = authentication;
  let previous = authentication.signature;

  async function verify(prefix: readonly string[], hashes: readonly string[], given: string): Promise<void> {
    const expected = await sign([...prefix, longDate, scope, previous, ...hashes].join("\n"), date);
    if (!isSameSignature(expected, given)) {
      throw new S3Error(
        "SignatureDoesNotMatch",
        "The signature we calculated for a chunk of the body does not match the signature you provided.",
      );
    }
    previous = given;
  }

  return {
    verifyChunk: (hash: string, given: string) => verify(["AWS4-HMAC-SHA256-PAYLOAD"], [emptyHash, hash], given),
    verifyTrailers: (lines: readonly [string, string][], given: string) =>
      verify(["AWS4-HMAC-SHA256-TRAILER"], [sha256Hex(lines.map(([name, value]) => `${name}:${value}\n`).join(""))], given),
  };
}
