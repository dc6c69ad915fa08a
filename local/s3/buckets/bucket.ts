import type { Authentication } from "../auth/authenticate.ts";
import { receiveDocument } from "../body/receive-body.ts";
import type { S3Call, S3Context } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { noContent, type S3Response, xmlResponse } from "../s3-response.ts";
import { malformedXml, parseXml, textOf } from "../xml.ts";
import { accountId } from "./notifications.ts";

export const owner = { ID: accountId, DisplayName: "local" };

export async function createBucket(context: S3Context, request: S3Request, authentication: Authentication): Promise<S3Response> {
  const name = request.bucket ?? "";
  const { region, sign } = context.authority;
  if (!isBucketName(name)) throw new S3Error("InvalidBucketName", "The specified bucket is not valid.", { details: { BucketName: name } });
  const body = await receiveDocument({ request, authentication, sign });
  const location = body === "" ? undefined : textOf(parseXml(body, "CreateBucketConfiguration"), "LocationConstraint");
  if (location !== undefined && location !== region) {
    throw new S3Error(
      "IllegalLocationConstraintException",
      `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  const isNew = context.commit(() => context.buckets.create(name));
  // In us-east-1 alone, creating a bucket that one already owns succeeds.
  if (!isNew && region !== "us-east-1") {
    throw new S3Error("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", {
      details: { BucketName: name },
    });
  }
  return { status: 200, headers: { location: `/${name}` } };
}

function isBucketName(name: string): boolean {
  const isShaped = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes("..");
  return isShaped && !/^\d+\.\d+\.\d+\.\d+$/.test(name) && !name.startsWith("xn--") && !name.endsWith("-s3alias");
}

export function listBuckets(context: S3Context): S3Response {
  const buckets = context.buckets.list().map(({ name, createdMs }) => ({ Name: name, CreationDate: new Date(createdMs).toISOString() }));
  return xmlResponse("ListAllMyBucketsResult", { Owner: owner, Buckets: { Bucket: buckets } });
}

export function headBucket({ context }: S3Call): S3Response {
  return { status: 200, headers: { "x-amz-bucket-region": context.authority.region } };
}

export function getBucketLocation({ context }: S3Call): S3Response {
  const { region } = context.authority;
  return xmlResponse("LocationConstraint", region === "us-east-1" ? "" : region);
}

export function deleteBucket({ context, bucket }: S3Call): S3Response {
  context.commit(() => {
    if (!context.buckets.isEmpty(bucket.name)) {
      throw new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty", { details: { BucketName: bucket.name } });
    }
    context.uploads.removeAll(bucket.name);
    context.buckets.remove(bucket.name);
  });
  return noContent;
}

export function getBucketVersioning({ bucket }: S3Call): S3Response {
  return xmlResponse("VersioningConfiguration", { Status: bucket.versioning ?? undefined });
}

export async function putBucketVersioning({ context, request, authentication, bucket }: S3Call): Promise<S3Response> {
  const document = parseXml(await receiveDocument({ request, authentication, sign: context.authority.sign }), "VersioningConfiguration");
  const status = textOf(document, "Status");
  if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
  if (textOf(document, "MfaDelete") === "Enabled") throw new S3Error("NotImplemented", "MFA delete is not implemented here.");
  context.commit(() => context.buckets.setVersioning(bucket.name, status));
  return { status: 200 };
}
