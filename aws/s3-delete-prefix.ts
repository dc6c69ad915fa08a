import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { isNamed } from "./expected-errors.ts";

/** Every version and delete marker of every object under the prefix, and every unfinished multipart upload. */
export async function deleteS3Prefix(client: S3Client, bucket: string, prefix: string): Promise<void> {
  const place = { Bucket: bucket, Prefix: prefix };
  await abortUploads(client, place);
  await deleteVersions(client, place);
}

interface Place {
  Bucket: string;
  Prefix: string;
}

async function deleteVersions(client: S3Client, place: Place): Promise<void> {
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await client.send(new ListObjectVersionsCommand({ ...place, ...next }));
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length > 0) {
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: place.Bucket, Delete: { Objects, Quiet: true } }));
      const [first] = Errors;
      if (first) throw new Error(`${Errors.length} objects under ${place.Prefix} were not deleted: ${first.Code} ${first.Message}`);
    }
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
}

async function abortUploads(client: S3Client, place: Place): Promise<void> {
  let next: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListMultipartUploadsCommandOutput = await client.send(new ListMultipartUploadsCommand({ ...place, ...next }));
    for (const { Key, UploadId } of page.Uploads ?? []) await abortUpload(client, { Bucket: place.Bucket, Key, UploadId });
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
  }
}

async function abortUpload(
  client: S3Client,
  upload: { Bucket: string; Key: string | undefined; UploadId: string | undefined },
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(upload));
  } catch (error) {
    // Completed or aborted since it was listed.
    if (!isNamed(error, "NoSuchUpload")) throw error;
  }
}
