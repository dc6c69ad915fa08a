import type { S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Response } from "../s3-response.ts";
import type { Segment } from "../storage/blob-store.ts";
import type { ObjectVersion } from "../storage/version-store.ts";
import { attributeHeaders, isHeaderText } from "./attributes.ts";
import { type ByteRange, parseByteRange } from "./byte-range.ts";
import { judgeRead, matchesEtag } from "./conditions.ts";
import { checksumHeaders, encryptionHeaders, quoteEtag, requireObject, versionHeaders } from "./object-version.ts";

const overrides = ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

/** GetObject and HeadObject: the same answer, with and without its body. */
export function getObject(call: S3ObjectCall): S3Response {
  const { context, request, bucket } = call;
  if (request.query.has("partNumber"))
    throw new S3Error("NotImplemented", "Reading one part of an object is not implemented here; ask for a range.");
  const version = requireObject(call);
  const identity = {
    etag: quoteEtag(version.etag),
    "last-modified": new Date(version.modifiedMs).toUTCString(),
    ...versionHeaders(bucket, version),
  };
  if (judgeRead(request.headers, version) === "not-modified") return { status: 304, headers: identity };
  const range = readRange(request.headers, version);
  const { start, end } = range ?? { start: 0, end: version.sizeBytes };
  const headers = {
    "accept-ranges": "bytes",
    ...attributeHeaders(version.attributes),
    ...readOverrides(request.query),
    ...identity,
    ...encryptionHeaders,
    ...(version.tags.length > 0 && { "x-amz-tagging-count": String(version.tags.length) }),
    ...(!range && request.headers.get("x-amz-checksum-mode")?.toUpperCase() === "ENABLED" && checksumHeaders(version.checksum)),
    ...(range && { "content-range": `bytes ${start}-${end - 1}/${version.sizeBytes}` }),
    "content-length": String(end - start),
  };
  const status = range ? 206 : 200;
  if (request.method === "HEAD" || start === end) return { status, headers };
  const segments = context.versions.segmentsOf(version);
  return { status, headers, body: readHeld(call, segments, { start, end }) };
}

function readHeld({ context }: S3ObjectCall, segments: readonly Segment[], { start, end }: ByteRange): AsyncIterable<Uint8Array> {
  const release = context.blobs.hold(segments);
  return (async function* () {
    try {
      yield* context.blobs.read(segments, start, end);
    } finally {
      release();
    }
  })();
}

function readRange(headers: ReadonlyMap<string, string>, version: ObjectVersion): ByteRange | undefined {
  const ifRange = headers.get("if-range");
  if (ifRange !== undefined && !matchesEtag(ifRange, version.etag)) return undefined;
  return parseByteRange(headers.get("range"), version.sizeBytes);
}

function readOverrides(query: URLSearchParams): Record<string, string> {
  const asked = overrides.flatMap((name) => (query.has(`response-${name}`) ? [[name, query.get(`response-${name}`) ?? ""] as const] : []));
  const unsendable = asked.find(([, value]) => !isHeaderText(value));
  if (unsendable) {
    throw new S3Error("InvalidArgument", "Header value cannot be represented using ISO-8859-1.", {
      details: { ArgumentName: `response-${unsendable[0]}` },
    });
  }
  return Object.fromEntries(asked);
}
