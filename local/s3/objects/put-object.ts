import type { BodyDigests } from "../body/body-digests.ts";
import type { Checksum } from "../body/checksums.ts";
import { type Receipt, receiveBody } from "../body/receive-body.ts";
import { type EventName, recordEvent } from "../buckets/notifications.ts";
import { requireBucket, type S3Context, type S3ObjectCall } from "../s3-context.ts";
import type { S3Request } from "../s3-request.ts";
import type { S3Response } from "../s3-response.ts";
import type { Segment } from "../storage/blob-store.ts";
import type { NewVersion, ObjectVersion } from "../storage/version-store.ts";
import { readAttributes, refuseUnsupportedDemands } from "./attributes.ts";
import { requireWriteConditions } from "./conditions.ts";
import { checksumHeaders, encryptionHeaders, quoteEtag, versionHeaders } from "./object-version.ts";
import { parseTagHeader } from "./tagging.ts";

export async function putObject({ context, request, authentication, bucket, key }: S3ObjectCall): Promise<S3Response> {
  refuseUnsupportedDemands(request.headers);
  const attributes = readAttributes(request.headers);
  const tags = parseTagHeader(request.headers.get("x-amz-tagging"));
  return receiveBlob(context, { request, authentication, sign: context.authority.sign }, (segment, digests) => {
    const version = storeObject(context, request, "ObjectCreated:Put", {
      bucket: bucket.name,
      key,
      etag: digests.md5.toString("hex"),
      attributes,
      checksum: wholeChecksum(digests),
      tags,
      segments: segment ? [segment] : [],
    });
    return { status: 200, headers: writtenHeaders(context, version) };
  });
}

/** Streams a body to disk and hands it to `accept`, which makes it visible; on any failure nothing of it is left. */
export async function receiveBlob<Result>(
  context: S3Context,
  receipt: Receipt,
  accept: (segment: Segment | undefined, digests: BodyDigests) => Result,
): Promise<Result> {
  const writer = context.blobs.createWriter();
  try {
    const digests = await receiveBody(receipt, writer.write);
    return accept(await writer.finish(), digests);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

export function wholeChecksum({ checksum }: BodyDigests): Checksum | undefined {
  return checksum && { ...checksum, type: "FULL_OBJECT" };
}

/** Makes a new object visible and records its event, in one transaction. */
export function storeObject(
  context: S3Context,
  request: S3Request,
  event: EventName,
  version: NewVersion,
  alongside?: () => void,
): ObjectVersion {
  return context.commit(() => {
    const bucket = requireBucket(context, version.bucket);
    requireWriteConditions(request.headers, version.key, context.versions.find(version.bucket, version.key));
    const stored = context.versions.put(version, bucket.versioning);
    alongside?.();
    recordEvent(context, { name: event, bucket, version: stored, request });
    return stored;
  });
}

export function writtenHeaders(context: S3Context, version: ObjectVersion): Record<string, string> {
  return {
    etag: quoteEtag(version.etag),
    ...checksumHeaders(version.checksum),
    ...encryptionHeaders,
    ...versionHeaders(requireBucket(context, version.bucket), version),
  };
}
