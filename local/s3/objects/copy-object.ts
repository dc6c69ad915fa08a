import { createBodyDigester } from "../body/body-digests.ts";
import { type Checksum, type ChecksumAlgorithm, parseChecksumAlgorithm } from "../body/checksums.ts";
import { requireBucket, type S3Context, type S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import type { Segment } from "../storage/blob-store.ts";
import type { ObjectVersion } from "../storage/version-store.ts";
import { readAttributes, refuseUnsupportedDemands } from "./attributes.ts";
import { judgeRead, preconditionFailed } from "./conditions.ts";
import { checksumElements, encryptionHeaders, quoteEtag, requireVersion, versionHeaders } from "./object-version.ts";
import { storeObject, wholeChecksum } from "./put-object.ts";
import { parseTagHeader } from "./tagging.ts";

/** A copy shares the bytes of its source; files are deleted only when nothing refers to them. */
export async function copyObject({ context, request, bucket, key }: S3ObjectCall): Promise<S3Response> {
  refuseUnsupportedDemands(request.headers);
  const source = readSource(context, request.headers.get("x-amz-copy-source") ?? "");
  if (judgeRead(request.headers, source, "x-amz-copy-source-") === "not-modified")
    throw preconditionFailed("x-amz-copy-source-If-None-Match");
  const replacesMetadata = readDirective(request.headers.get("x-amz-metadata-directive"));
  const replacesTags = readDirective(request.headers.get("x-amz-tagging-directive"));
  if (!replacesMetadata && source.bucket === bucket.name && source.key === key && source.isLatest) {
    throw new S3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const named = request.headers.get("x-amz-checksum-algorithm");
  const segments = context.versions.segmentsOf(source);
  const release = context.blobs.hold(segments);
  try {
    const { etag, checksum } = await digestCopy(context, source, segments, named === undefined ? undefined : parseChecksumAlgorithm(named));
    const version = storeObject(context, request, "ObjectCreated:Copy", {
      bucket: bucket.name,
      key,
      etag,
      attributes: replacesMetadata ? readAttributes(request.headers) : source.attributes,
      checksum,
      tags: replacesTags ? parseTagHeader(request.headers.get("x-amz-tagging")) : source.tags,
      segments,
    });
    return xmlResponse(
      "CopyObjectResult",
      { ETag: quoteEtag(version.etag), LastModified: new Date(version.modifiedMs).toISOString(), ...checksumElements(version.checksum) },
      {
        ...encryptionHeaders,
        ...versionHeaders(bucket, version),
        ...(requireBucket(context, source.bucket).versioning !== null && { "x-amz-copy-source-version-id": source.versionId }),
      },
    );
  } finally {
    release();
  }
}

function readSource(context: S3Context, header: string): ObjectVersion {
  const [path = "", query = ""] = header.split("?");
  const decoded = decodeSource(path).replace(/^\//, "");
  const slash = decoded.indexOf("/");
  const key = decoded.slice(slash + 1);
  if (slash < 1 || key === "") throw invalidSource();
  const bucket = requireBucket(context, decoded.slice(0, slash));
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  return requireVersion(context.versions.find(bucket.name, key, versionId), bucket, key, versionId !== undefined);
}

function decodeSource(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw Object.assign(invalidSource(), { cause });
  }
}

function invalidSource(): S3Error {
  return new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", {
    details: { ArgumentName: "x-amz-copy-source" },
  });
}

function readDirective(text: string | undefined): boolean {
  if (text === undefined || text === "COPY") return false;
  if (text === "REPLACE") return true;
  throw new S3Error("InvalidArgument", "Unknown metadata directive.");
}

/** A copy is one whole object: where its source was put together from parts, or another algorithm is asked for, the bytes are read. */
async function digestCopy(
  context: S3Context,
  source: ObjectVersion,
  segments: readonly Segment[],
  algorithm: ChecksumAlgorithm | undefined,
): Promise<{ etag: string; checksum: Checksum | undefined }> {
  const wanted = algorithm ?? source.checksum?.algorithm;
  const isKept = source.checksum?.type !== "COMPOSITE" && source.checksum?.algorithm === wanted;
  if (isKept && !source.etag.includes("-")) return { etag: source.etag, checksum: source.checksum };
  const digester = createBodyDigester({ algorithm: wanted });
  for await (const chunk of context.blobs.read(segments, 0, source.sizeBytes)) digester.update(chunk);
  const digests = digester.finish(new Map());
  return { etag: digests.md5.toString("hex"), checksum: wholeChecksum(digests) };
}
