import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { escapeUri, escapeUriPath } from "../text-encoding.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface CanonicalParts {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly signedHeaders: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  readonly payloadHash: string;
}

/** Signs any SigV4 string to sign: of a request, a chunk, a trailer or a POST policy. */
export type Sign = (stringToSign: string, date: Date) => Promise<string>;

type Bytes = string | ArrayBuffer | ArrayBufferView;

class NodeSha256 {
  readonly #hash: { update(data: Uint8Array): unknown; digest(): Buffer };

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", toBytes(secret));
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("A digest is used once.");
  }
}

function toBytes(data: Bytes): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}

export function createSign(region: string, credentials: Credentials): Sign {
  const signer = new SignatureV4({ service: "s3", region, credentials, sha256: NodeSha256, uriEscapePath: false });
  return (stringToSign, signingDate) => signer.sign(stringToSign, { signingDate });
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * The canonical request of SigV4 for S3: the path escaped once, the query sorted, exactly the headers the client named.
 * Built here because the signer leaves out headers it would never sign itself, which other clients may sign.
 */
export function canonicalRequest({ method, path, query, signedHeaders, headers, payloadHash }: CanonicalParts): string {
  const parameters = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [escapeUri(name), escapeUri(value)] as const)
    .sort(([leftName, left], [rightName, right]) => compare(leftName, rightName) || compare(left, right))
    .map((pair) => pair.join("="));
  const lines = signedHeaders.map((name) => `${name}:${canonicalValue(headers.get(name) ?? "")}`);
  return [method, escapeUriPath(path), parameters.join("&"), ...lines, "", signedHeaders.join(";"), payloadHash].join("\n");
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function canonicalValue(value: string): string {
  // Node hands header bytes over as Latin-1; clients sign them as UTF-8.
  return Buffer.from(value, "latin1").toString("utf8").trim().replace(/\s+/g, " ");
}

export function requestStringToSign(longDate: string, scope: string, canonical: string): string {
  return ["AWS4-HMAC-SHA256", longDate, scope, sha256Hex(canonical)].join("\n");
}

export function isSameSignature(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
