import type { Authentication } from "./auth/authenticate.ts";
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucketVersioning,
} from "./buckets/bucket.ts";
import { deleteSetting, getSetting, putSetting, type SettingKind, settingKinds } from "./buckets/bucket-settings.ts";
import { accountId } from "./buckets/notifications.ts";
import { completeMultipartUpload } from "./multipart/complete-upload.ts";
import { listMultipartUploads } from "./multipart/list-uploads.ts";
import { abortMultipartUpload, createMultipartUpload, listParts, uploadPart } from "./multipart/upload-parts.ts";
import { copyObject } from "./objects/copy-object.ts";
import { deleteObject, deleteObjects } from "./objects/delete-object.ts";
import { getObject } from "./objects/get-object.ts";
import { listObjectsV2, listObjectVersions } from "./objects/list-objects.ts";
import { putObject } from "./objects/put-object.ts";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./objects/tagging.ts";
import { requireBucket, type S3Call, type S3Context, type S3ObjectCall } from "./s3-context.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import type { S3Response } from "./s3-response.ts";

type Answer = S3Response | Promise<S3Response>;
type BucketOperation = (call: S3Call) => Answer;
type ObjectOperation = (call: S3ObjectCall) => Answer;

/** Parameters that say what is asked for; any of them that no operation below knows is one S3 has and this server lacks. */
const subresources = new Set(
  `accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location logging metadataConfiguration
  metadataTable metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication requestPayment restore
  retention select session tagging torrent uploadId uploads versioning versions website abac`.split(/\s+/),
);

const bucketOperations: Readonly<Record<string, BucketOperation>> = {
  "GET ": listObjectsV2,
  "HEAD ": headBucket,
  "DELETE ": deleteBucket,
  "GET location": getBucketLocation,
  "GET versioning": getBucketVersioning,
  "PUT versioning": putBucketVersioning,
  "GET versions": listObjectVersions,
  "GET uploads": listMultipartUploads,
  "POST delete": deleteObjects,
  ...Object.fromEntries(Object.entries(settingKinds).flatMap(([subresource, setting]) => settingOperations(subresource, setting))),
};

const objectOperations: Readonly<Record<string, ObjectOperation>> = {
  "GET ": getObject,
  "HEAD ": getObject,
  "PUT ": (call) => (call.request.headers.has("x-amz-copy-source") ? copyObject(call) : putObject(call)),
  "DELETE ": deleteObject,
  "GET tagging": getObjectTagging,
  "PUT tagging": putObjectTagging,
  "DELETE tagging": deleteObjectTagging,
  "POST uploads": createMultipartUpload,
  "GET uploadId": listParts,
  "PUT uploadId": (call) => (call.request.headers.has("x-amz-copy-source") ? refusePartCopy() : uploadPart(call)),
  "POST uploadId": completeMultipartUpload,
  "DELETE uploadId": abortMultipartUpload,
};

function settingOperations(subresource: string, setting: SettingKind): [string, BucketOperation][] {
  const operations: [string, BucketOperation][] = [
    [`GET ${subresource}`, (call) => getSetting(call, setting)],
    [`PUT ${subresource}`, (call) => putSetting(call, setting)],
  ];
  // A notification configuration is taken away by putting an empty one.
  return subresource === "notification" ? operations : [...operations, [`DELETE ${subresource}`, (call) => deleteSetting(call, setting)]];
}

/** Does what an authenticated request asks for. */
export function performOperation(context: S3Context, request: S3Request, authentication: Authentication): Answer {
  const { method, bucket: bucketName, key, query, headers } = request;
  const subresource = [...query.keys()].filter((name) => subresources.has(name)).join("&");
  const route = `${method} ${subresource}`;
  if (bucketName === undefined) {
    if (route === "GET ") return listBuckets(context);
    return notImplemented();
  }
  if ((headers.get("x-amz-expected-bucket-owner") ?? accountId) !== accountId) throw new S3Error("AccessDenied", "Access Denied");
  if (key === undefined && route === "PUT ") return createBucket(context, request, authentication);
  const bucket = requireBucket(context, bucketName);
  const call = { context, request, authentication, bucket };
  if (key !== undefined) return (objectOperations[route] ?? notImplemented)({ ...call, key });
  return (bucketOperations[route] ?? notImplemented)(call);
}

function notImplemented(): never {
  throw new S3Error("NotImplemented", "A header or query you provided implies functionality that is not implemented");
}

function refusePartCopy(): never {
  throw new S3Error("NotImplemented", "UploadPartCopy is not implemented here.");
}
