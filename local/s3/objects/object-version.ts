import { type Checksum, checksumElement, checksumHeader } from "../body/checksums.ts";
import type { S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { Bucket } from "../storage/bucket-store.ts";
import { nullVersionId, type ObjectVersion } from "../storage/version-store.ts";

/** The object that a call names, by `versionId` or the latest; a delete marker is not one. */
export function requireObject({ context, request, bucket, key }: S3ObjectCall): ObjectVersion {
  return requireVersion(context.versions.find(bucket.name, key, readVersionId(request.query)), bucket, key, request.query.has("versionId"));
}

export function requireVersion(version: ObjectVersion | undefined, bucket: Bucket, key: string, isNamed: boolean): ObjectVersion {
  if (!version) {
    if (isNamed) throw new S3Error("NoSuchVersion", "The specified version does not exist.", { details: { Key: key } });
    throw noSuchKey(key);
  }
  if (!version.isMarker) return version;
  const headers = { "x-amz-delete-marker": "true", ...versionHeaders(bucket, version) };
  if (!isNamed) throw new S3Error("NoSuchKey", "The specified key does not exist.", { details: { Key: key }, headers });
  throw new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    details: { ResourceType: "DeleteMarker" },
    headers: { ...headers, "last-modified": new Date(version.modifiedMs).toUTCString(), allow: "DELETE" },
  });
}

export function noSuchKey(key: string): S3Error {
  return new S3Error("NoSuchKey", "The specified key does not exist.", { details: { Key: key } });
}

export function readVersionId(query: URLSearchParams): string | undefined {
  const versionId = query.get("versionId") ?? undefined;
  if (versionId === "")
    throw new S3Error("InvalidArgument", "Version id cannot be the empty string", { details: { ArgumentName: "versionId" } });
  return versionId;
}

/** Buckets that never had versioning do not speak of versions. */
export function versionHeaders(bucket: Bucket, { versionId }: Pick<ObjectVersion, "versionId">): Record<string, string> {
  return bucket.versioning === null && versionId === nullVersionId ? {} : { "x-amz-version-id": versionId };
}

export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, "x-amz-checksum-type": checksum.type } : {};
}

export function checksumElements(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type } : {};
}

export const encryptionHeaders = { "x-amz-server-side-encryption": "AES256" };

export function quoteEtag(etag: string): string {
  return `"${etag}"`;
}
