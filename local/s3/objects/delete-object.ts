import { receiveDocument, requireBodyDigest } from "../body/receive-body.ts";
import { recordEvent } from "../buckets/notifications.ts";
import type { S3Call, S3Context, S3ObjectCall } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import { requireKeyLength, type S3Request } from "../s3-request.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import type { Bucket } from "../storage/bucket-store.ts";
import { elementsOf, malformedXml, parseXml, textOf, type XmlElement } from "../xml.ts";
import { requireWriteConditions } from "./conditions.ts";
import { readVersionId } from "./object-version.ts";

const maxKeys = 1000;

export interface Removal {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly cause: "ObjectRemoved" | "LifecycleExpiration";
  readonly request?: S3Request;
}

export interface Removed {
  /** Of the version that was removed or the marker that was made. */
  readonly versionId: string | undefined;
  readonly isMarker: boolean;
}

/** Deletes as the bucket's versioning says; called inside a transaction. */
export function removeObject(context: S3Context, bucket: Bucket, { key, versionId, cause, request }: Removal): Removed {
  const { versions } = context;
  const origin = request ? { request } : {};
  if (versionId === undefined && bucket.versioning !== null) {
    const version = versions.putMarker(bucket.name, key, bucket.versioning);
    recordEvent(context, { name: `${cause}:DeleteMarkerCreated`, bucket, version, ...origin });
    return { versionId: version.versionId, isMarker: true };
  }
  const version = versions.find(bucket.name, key, versionId);
  if (!version) return { versionId, isMarker: false };
  versions.remove(version);
  recordEvent(context, { name: `${cause}:Delete`, bucket, version, ...origin });
  return { versionId, isMarker: version.isMarker };
}

export function deleteObject({ context, request, bucket, key }: S3ObjectCall): S3Response {
  const versionId = readVersionId(request.query);
  const removed = context.commit(() => {
    requireWriteConditions(request.headers, key, context.versions.find(bucket.name, key, versionId));
    return removeObject(context, bucket, { key, versionId, cause: "ObjectRemoved", request });
  });
  return {
    status: 204,
    headers: {
      ...(removed.versionId !== undefined && { "x-amz-version-id": removed.versionId }),
      ...(removed.isMarker && { "x-amz-delete-marker": "true" }),
    },
  };
}

export async function deleteObjects({ context, request, authentication, bucket }: S3Call): Promise<S3Response> {
  requireBodyDigest(request);
  const document = parseXml(await receiveDocument({ request, authentication, sign: context.authority.sign }), "Delete");
  const targets = elementsOf(document, "Object").map(readTarget);
  if (targets.length === 0 || targets.length > maxKeys) throw malformedXml();
  const deleted = context.commit(() =>
    targets.map(({ key, versionId }) => {
      const removed = removeObject(context, bucket, { key, versionId, cause: "ObjectRemoved", request });
      return {
        Key: key,
        VersionId: versionId,
        DeleteMarker: removed.isMarker || undefined,
        DeleteMarkerVersionId: removed.isMarker ? removed.versionId : undefined,
      };
    }),
  );
  return xmlResponse("DeleteResult", textOf(document, "Quiet") === "true" ? {} : { Deleted: deleted });
}

function readTarget(element: XmlElement): { key: string; versionId: string | undefined } {
  const key = textOf(element, "Key");
  if (!key) throw malformedXml();
  if (["ETag", "LastModifiedTime", "Size"].some((tag) => tag in element)) {
    throw new S3Error("NotImplemented", "Conditions on the objects of a multi-object delete are not implemented here.");
  }
  return { key: requireKeyLength(key), versionId: textOf(element, "VersionId") || undefined };
}
