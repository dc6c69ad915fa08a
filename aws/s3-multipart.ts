import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AppError } from "#core/app-error";
import type { BucketName, ObjectStore, UploadedPart } from "#core/ports/object-store";
import { callAws, isNamed, toExpected } from "./expected-errors.ts";

type S3Multipart = Pick<ObjectStore, "createMultipart" | "listParts" | "completeMultipart" | "abortMultipart">;

/** Uploads in parts, which browsers send: begun, looked at and ended here. */
export function createS3Multipart(client: S3Client, bucketName: (bucket: BucketName) => string): S3Multipart {
  const toRef = ({ key, uploadId }: { key: string; uploadId: string }) => ({
    Bucket: bucketName("uploads"),
    Key: key,
    UploadId: uploadId,
  });
  return {
    async createMultipart({ key, contentType, metadata }) {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucketName("uploads"),
        Key: key,
        ContentType: contentType,
        Metadata: metadata,
      });
      const { UploadId } = await callAws(() => client.send(command));
      if (!UploadId) throw new AppError("unavailable", "The upload could not be begun. Try again.", { retryable: true });
      return { uploadId: UploadId };
    },

    async listParts(upload) {
      return await unlessGone(() => listAllParts(client, toRef(upload)));
    },

    async completeMultipart({ parts, ...upload }) {
      const MultipartUpload = { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag })) };
      await unlessGone(() => client.send(new CompleteMultipartUploadCommand({ ...toRef(upload), MultipartUpload })));
    },

    async abortMultipart(upload) {
      try {
        await client.send(new AbortMultipartUploadCommand(toRef(upload)));
      } catch (error) {
        if (!isNamed(error, "NoSuchUpload")) throw toExpected(error);
      }
    },
  };
}

/** Not by the SDK's paginator: S3 names a next marker on the last page too, and the paginator would go on for ever. */
async function listAllParts(client: S3Client, ref: { Bucket: string; Key: string; UploadId: string }): Promise<UploadedPart[]> {
  const parts: UploadedPart[] = [];
  let next: { PartNumberMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListPartsCommandOutput = await client.send(new ListPartsCommand({ ...ref, ...next }));
    for (const part of page.Parts ?? []) parts.push({ number: part.PartNumber ?? 0, etag: part.ETag ?? "", size: part.Size ?? 0 });
    next = page.IsTruncated ? { PartNumberMarker: page.NextPartNumberMarker } : undefined;
  }
  return parts;
}

/** `upload-gone` for an upload that was completed or given up; `invalid-request` for parts that do not make a file. */
async function unlessGone<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isNamed(error, "NoSuchUpload")) {
      throw new AppError("upload-gone", "This upload was completed or given up before. Upload the file again.", { cause: error });
    }
    if (isNamed(error, "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML")) {
      throw new AppError("invalid-request", "The parts do not make up the file: one is missing, changed or too small.", { cause: error });
    }
    throw toExpected(error);
  }
}
