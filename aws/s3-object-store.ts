import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { AppError } from "#core/app-error";
import type { BucketName, ObjectHead, ObjectStore } from "#core/ports/object-store";
import { callAws, isNamed, statusOf, toExpected } from "./expected-errors.ts";
import { deleteS3Prefix } from "./s3-delete-prefix.ts";
import { createS3Multipart } from "./s3-multipart.ts";
import { createS3Signer } from "./s3-signer.ts";
import { createS3Writer } from "./s3-writer.ts";

export interface S3Buckets {
  client: S3Client;
  /** Signs for browsers, which send no checksums: its own calls must not promise any. */
  signingClient: S3Client;
  bucketName: (bucket: BucketName) => string;
}

export function createS3ObjectStore({ client, signingClient, bucketName }: S3Buckets): ObjectStore {
  return {
    ...createS3Signer(signingClient, bucketName),
    ...createS3Multipart(signingClient, bucketName),

    async head(bucket, key, versionId) {
      return await headObject(client, { Bucket: bucketName(bucket), Key: key, VersionId: versionId });
    },

    read(bucket, key, options) {
      return readObject(
        client,
        {
          ...{ Bucket: bucketName(bucket), Key: key, VersionId: options.versionId, IfMatch: options.etag },
          ...(options.range && { Range: `bytes=${options.range.from}-${options.range.to - 1}` }),
        },
        options.signal,
      );
    },

    async list(bucket, prefix, { after, signal }) {
      const page = new ListObjectsV2Command({ Bucket: bucketName(bucket), Prefix: prefix, StartAfter: after });
      const { Contents = [], IsTruncated = false } = await callAws(() => client.send(page, { abortSignal: signal }));
      return { objects: Contents.map(({ Key = "", Size = 0, ETag = "" }) => ({ key: Key, size: Size, etag: ETag })), more: IsTruncated };
    },

    write(bucket, key, options) {
      return createS3Writer(client, { Bucket: bucketName(bucket), Key: key, ContentType: options.contentType }, options.signal);
    },

    async deleteVersion(bucket, key, versionId) {
      await callAws(() => client.send(new DeleteObjectCommand({ Bucket: bucketName(bucket), Key: key, VersionId: versionId })));
    },

    async deletePrefix(bucket, prefix) {
      await callAws(() => deleteS3Prefix(client, bucketName(bucket), prefix));
    },
  };
}

interface ObjectRef {
  Bucket: string;
  Key: string;
  VersionId?: string | undefined;
}

async function headObject(client: S3Client, ref: ObjectRef): Promise<ObjectHead | null> {
  try {
    const head = await client.send(new HeadObjectCommand(ref));
    return {
      versionId: head.VersionId ?? "null",
      etag: head.ETag ?? "",
      size: head.ContentLength ?? 0,
      contentType: head.ContentType ?? "application/octet-stream",
      metadata: head.Metadata ?? {},
      lastModified: (head.LastModified ?? new Date(0)).toISOString(),
    };
  } catch (error) {
    // 405: the version is a delete marker.
    if (statusOf(error) === 404 || statusOf(error) === 405) return null;
    throw toExpected(error);
  }
}

/** The bytes of one pinned version. `upload-gone` when it is not stored any more; an interrupted read is retryable. */
async function* readObject(
  client: S3Client,
  ref: ObjectRef & { IfMatch: string; Range?: string },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    const { Body } = await client.send(new GetObjectCommand(ref), { abortSignal: signal });
    if (!Body) return;
    for await (const chunk of Body as AsyncIterable<Uint8Array>) {
      signal.throwIfAborted();
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (isNamed(error, "NoSuchKey", "NoSuchVersion", "PreconditionFailed") || statusOf(error) === 405) {
      throw new AppError("upload-gone", "The uploaded file is no longer stored. Upload it again.", { cause: error });
    }
    throw toExpected(error);
  }
}
