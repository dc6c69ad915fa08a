import { owner } from "../buckets/bucket.ts";
import { keyEncoder } from "../objects/list-objects.ts";
import { type Cursor, collectPage, readMaxKeys } from "../objects/list-page.ts";
import type { S3Call, S3Context } from "../s3-context.ts";
import { type S3Response, xmlResponse } from "../s3-response.ts";
import { toUpload, type UploadRow } from "../storage/upload-store.ts";

export function listMultipartUploads({ context, request, bucket }: S3Call): S3Response {
  const { query } = request;
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const [keyMarker, uploadMarker] = [query.get("key-marker") ?? "", query.get("upload-id-marker") ?? ""];
  const maxUploads = readMaxKeys(query, "max-uploads");
  const marked = uploadMarker === "" ? undefined : context.uploads.find(bucket.name, keyMarker, uploadMarker);
  // An upload that ended meanwhile cannot mark a place: its key's other uploads are listed again.
  const start = { key: keyMarker, isInclusive: uploadMarker !== "" && !marked, row: marked?.id };
  const page = collectPage({ prefix, delimiter, maxKeys: maxUploads, start, fetch: (...at) => fetchUploads(context, bucket.name, ...at) });
  const encode = keyEncoder(query);
  const next =
    typeof page.last === "string"
      ? { NextKeyMarker: encode(page.last) }
      : page.last && { NextKeyMarker: encode(page.last.key), NextUploadIdMarker: page.last.upload_id };
  return xmlResponse("ListMultipartUploadsResult", {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadMarker,
    ...(page.isTruncated && next),
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    EncodingType: query.get("encoding-type") ?? undefined,
    MaxUploads: maxUploads,
    IsTruncated: page.isTruncated,
    Upload: page.rows.map(toUpload).map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: "STANDARD",
      Initiated: new Date(upload.initiatedMs).toISOString(),
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    })),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

function fetchUploads(
  context: S3Context,
  bucket: string,
  { key, isInclusive, row }: Cursor,
  end: string | undefined,
  limit: number,
): UploadRow[] {
  const from = isInclusive ? "key >= ?2" : "(key > ?2 OR (key = ?2 AND id > ?3))";
  const sql = `SELECT * FROM uploads WHERE bucket = ?1 AND ${from} AND (?4 IS NULL OR key < ?4) ORDER BY key, id LIMIT ?5`;
  return context.database.all<UploadRow>(sql, bucket, key, row ?? Number.MAX_SAFE_INTEGER, end ?? null, limit);
}
