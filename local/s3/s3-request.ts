import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { S3Error } from "./s3-error.ts";
import { toHeaderText } from "./text-encoding.ts";

const maxKeyBytes = 1024;
const authenticationParameter = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/;
// The SDK's presigner hoists the checksum of the empty body it signed with. It says nothing about the body that will be sent.
const checksumParameter = /^x-amz-(checksum-|sdk-checksum-)/;

export interface S3Request {
  readonly id: string;
  readonly method: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  /** The decoded path, `/bucket/key`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What the request means: its headers, and the `x-amz-*` ones that a presigned URL carries in its query. */
  readonly headers: ReadonlyMap<string, string>;
  /** What was sent, by lower-case name; repeated headers joined by a comma, as they are signed. */
  readonly sentHeaders: ReadonlyMap<string, string>;
  readonly raw: IncomingMessage;
  /** Asks a client that waits on `Expect: 100-continue` for its body. */
  readonly askForBody: () => void;
}

export function parseS3Request(raw: IncomingMessage, askForBody: () => void): S3Request {
  const [rawPath = "/", ...rest] = (raw.url ?? "/").split("?");
  const path = decodePath(rawPath);
  const query = new URLSearchParams(rest.join("?"));
  const slash = path.indexOf("/", 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? "" : path.slice(slash + 1);
  if (Buffer.byteLength(key) > maxKeyBytes) throw keyTooLong(key);
  const sentHeaders = new Map(Object.entries(raw.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]));
  return {
    id: randomBytes(8).toString("hex").toUpperCase(),
    method: raw.method ?? "GET",
    bucket: bucket || undefined,
    key: key || undefined,
    path,
    query,
    headers: withHoistedHeaders(sentHeaders, query),
    sentHeaders,
    raw,
    askForBody,
  };
}

function keyTooLong(key: string): S3Error {
  return new S3Error("KeyTooLongError", "Your key is too long", { details: { Size: Buffer.byteLength(key), MaxSizeAllowed: maxKeyBytes } });
}

export function requireKeyLength(key: string): string {
  if (Buffer.byteLength(key) > maxKeyBytes) throw keyTooLong(key);
  return key;
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch (cause) {
    throw Object.assign(new S3Error("InvalidURI", "Couldn't parse the specified URI."), { cause });
  }
}

function withHoistedHeaders(sent: ReadonlyMap<string, string>, query: URLSearchParams): ReadonlyMap<string, string> {
  const headers = new Map(sent);
  if (!query.has("X-Amz-Signature")) return headers;
  for (const [name, value] of query) {
    const header = name.toLowerCase();
    const isHeader = header.startsWith("x-amz-") && !authenticationParameter.test(header) && !checksumParameter.test(header);
    if (isHeader && !headers.has(header)) headers.set(header, toHeaderText(value));
  }
  return headers;
}
