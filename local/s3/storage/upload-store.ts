import { randomBytes } from "node:crypto";
import type { ChecksumAlgorithm, ChecksumType } from "../body/checksums.ts";
import type { Segment } from "./blob-store.ts";
import type { Database } from "./database.ts";
import type { ObjectAttributes, Tag } from "./version-store.ts";

export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
}

export interface NewUpload {
  readonly bucket: string;
  readonly key: string;
  readonly attributes: ObjectAttributes;
  readonly checksum: UploadChecksum | undefined;
  readonly tags: readonly Tag[];
}

export interface MultipartUpload extends NewUpload {
  readonly id: number;
  readonly uploadId: string;
  readonly initiatedMs: number;
}

export interface Part {
  readonly number: number;
  readonly segment: Segment | undefined;
  readonly sizeBytes: number;
  readonly etag: string;
  /** Base64, of the upload's algorithm. */
  readonly checksum: string | undefined;
  readonly modifiedMs: number;
}

export interface UploadRow {
  readonly id: number;
  readonly upload_id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated_ms: number;
  readonly attributes: string;
  readonly checksum: string | null;
  readonly tags: string;
}

interface PartRow {
  readonly number: number;
  readonly blob: string | null;
  readonly size_bytes: number;
  readonly etag: string;
  readonly checksum: string | null;
  readonly modified_ms: number;
}

export type UploadStore = ReturnType<typeof createUploadStore>;

/** Unfinished multipart uploads. Changes run in the caller's transaction and name the files they let go in `freed`. */
export function createUploadStore(database: Database, freed: Set<string>) {
  function freeParts(upload: MultipartUpload, number?: number): void {
    const rows = database.all<{ blob: string }>(
      "SELECT blob FROM parts WHERE upload = ?1 AND (?2 IS NULL OR number = ?2) AND blob IS NOT NULL",
      upload.id,
      number ?? null,
    );
    for (const { blob } of rows) freed.add(blob);
  }

  return {
    create({ bucket, key, attributes, checksum, tags }: NewUpload): string {
      const uploadId = randomBytes(24).toString("base64url");
      database.run(
        "INSERT INTO uploads (upload_id, bucket, key, initiated_ms, attributes, checksum, tags) VALUES (?, ?, ?, ?, ?, ?, ?)",
        uploadId,
        bucket,
        key,
        Date.now(),
        JSON.stringify(attributes),
        checksum ? JSON.stringify(checksum) : null,
        JSON.stringify(tags),
      );
      return uploadId;
    },
    find(bucket: string, key: string, uploadId: string): MultipartUpload | undefined {
      const row = database.get<UploadRow>("SELECT * FROM uploads WHERE upload_id = ? AND bucket = ? AND key = ?", uploadId, bucket, key);
      return row && toUpload(row);
    },
    putPart(upload: MultipartUpload, part: Omit<Part, "modifiedMs">): void {
      freeParts(upload, part.number);
      database.run(
        "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
        upload.id,
        part.number,
        part.segment?.blob ?? null,
        part.sizeBytes,
        part.etag,
        part.checksum ?? null,
        Date.now(),
      );
    },
    parts(upload: MultipartUpload, afterNumber = 0, limit = -1): Part[] {
      return database
        .all<PartRow>("SELECT * FROM parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?", upload.id, afterNumber, limit)
        .map(toPart);
    },
    /** Ends an upload, completed or not. Parts that became part of an object stay on disk because the object refers to them. */
    remove(upload: MultipartUpload): void {
      freeParts(upload);
      database.run("DELETE FROM uploads WHERE id = ?", upload.id);
    },
    removeAll(bucket: string): void {
      const sql = "SELECT blob FROM parts JOIN uploads ON uploads.id = parts.upload WHERE bucket = ? AND blob IS NOT NULL";
      for (const { blob } of database.all<{ blob: string }>(sql, bucket)) freed.add(blob);
      database.run("DELETE FROM uploads WHERE bucket = ?", bucket);
    },
  };
}

export function toUpload(row: UploadRow): MultipartUpload {
  return {
    id: row.id,
    uploadId: row.upload_id,
    bucket: row.bucket,
    key: row.key,
    initiatedMs: row.initiated_ms,
    attributes: JSON.parse(row.attributes),
    checksum: row.checksum === null ? undefined : JSON.parse(row.checksum),
    tags: JSON.parse(row.tags),
  };
}

function toPart(row: PartRow): Part {
  return {
    number: row.number,
    segment: row.blob === null ? undefined : { blob: row.blob, sizeBytes: row.size_bytes },
    sizeBytes: row.size_bytes,
    etag: row.etag,
    checksum: row.checksum ?? undefined,
    modifiedMs: row.modified_ms,
  };
}
