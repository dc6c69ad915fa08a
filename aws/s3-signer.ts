import { GetObjectCommand, type S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import type { BucketName, ObjectStore } from "#core/ports/object-store";
import { toContentDisposition } from "./content-disposition.ts";

type S3Signer = Pick<ObjectStore, "signPost" | "signParts" | "signDownload" | "origins">;

export function createS3Signer(client: S3Client, bucketName: (bucket: BucketName) => string): S3Signer {
  return {
    async signPost({ key, contentType, maxBytes, metadata, expiresInSeconds }) {
      const named = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]));
      const { createPresignedPost } = await import("@aws-sdk/s3-presigned-post");
      return await createPresignedPost(client, {
        Bucket: bucketName("uploads"),
        Key: key,
        Fields: { "Content-Type": contentType, ...named },
        Conditions: [["content-length-range", 0, maxBytes]],
        Expires: expiresInSeconds,
      });
    },

    async signParts({ key, uploadId, from, count, expiresInSeconds }) {
      const { getSignedUrl } = await loadPresigner();
      const numbers = Array.from({ length: count }, (_, index) => from + index);
      return await Promise.all(
        numbers.map(async (number) => {
          const part = { Bucket: bucketName("uploads"), Key: key, UploadId: uploadId, PartNumber: number };
          return { number, url: await getSignedUrl(client, new UploadPartCommand(part), { expiresIn: expiresInSeconds }) };
        }),
      );
    },

    async signDownload({ key, fileName, contentType, expiresInSeconds }) {
      const { getSignedUrl } = await loadPresigner();
      const expiresAt = new Date(Date.now() + expiresInSeconds * 1000).toISOString();
      const command = new GetObjectCommand({
        Bucket: bucketName("results"),
        Key: key,
        ResponseContentDisposition: toContentDisposition(fileName),
        ResponseContentType: contentType,
      });
      return { url: await getSignedUrl(client, command, { expiresIn: expiresInSeconds }), expiresAt };
    },

    async origins() {
      const { getSignedUrl } = await loadPresigner();
      const urls = await Promise.all(
        (["uploads", "results"] as const).map((bucket) =>
          getSignedUrl(client, new GetObjectCommand({ Bucket: bucketName(bucket), Key: "-" }), { expiresIn: 1 }),
        ),
      );
      return [...new Set(urls.map((url) => new URL(url).origin))];
    },
  };
}

/** Functions read and write objects and sign nothing. */
async function loadPresigner() {
  return await import("@aws-sdk/s3-request-presigner");
}
