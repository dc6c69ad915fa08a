import { AppError } from "../../app-error.ts";
import type { BucketName, ObjectHead, ObjectStore, UploadedPart } from "../../ports/object-store.ts";

interface StoredVersion extends ObjectHead {
  key: string;
  body: Uint8Array;
}

interface OpenUpload {
  key: string;
  contentType: string;
  metadata: Record<string, string>;
  parts: Map<number, Uint8Array>;
}

const keysAtOnce = 1000;

export interface MemoryObjects extends ObjectStore {
  put(bucket: BucketName, key: string, body: Uint8Array, metadata?: Record<string, string>): ObjectHead;
  putPart(uploadId: string, number: number, body: Uint8Array): void;
  keys(bucket: BucketName): string[];
  text(bucket: BucketName, key: string): string;
  openUploads(): number;
}

/** Three versioned buckets in memory. */
export function createMemoryObjects(now: () => Date): MemoryObjects {
  const buckets: Record<BucketName, StoredVersion[]> = { uploads: [], results: [], lake: [] };
  const uploads = new Map<string, OpenUpload>();
  let count = 0;

  function find(bucket: BucketName, key: string, versionId?: string): StoredVersion | undefined {
    return buckets[bucket].findLast((object) => object.key === key && (versionId === undefined || object.versionId === versionId));
  }

  function requireUpload(uploadId: string): OpenUpload {
    const upload = uploads.get(uploadId);
    if (!upload) throw new AppError("upload-gone", "No such upload.");
    return upload;
  }

  function put(bucket: BucketName, key: string, body: Uint8Array, metadata = {}, contentType = "text/csv"): ObjectHead {
    count += 1;
    const lastModified = now().toISOString();
    const version = { key, body, versionId: `v${count}`, etag: `"${count}"`, size: body.length, contentType, metadata, lastModified };
    buckets[bucket].push(version);
    return version;
  }

  return {
    put,
    putPart: (uploadId, number, body) => void requireUpload(uploadId).parts.set(number, body),
    keys: (bucket) => buckets[bucket].map((object) => object.key),
    text: (bucket, key) => new TextDecoder().decode(find(bucket, key)?.body),
    openUploads: () => uploads.size,

    async head(bucket, key, versionId) {
      return find(bucket, key, versionId) ?? null;
    },
    async *read(bucket, key, { versionId, signal, range }) {
      signal.throwIfAborted();
      const object = find(bucket, key, versionId);
      if (!object) throw new AppError("upload-gone", "The uploaded file is no longer stored.");
      yield range ? object.body.subarray(range.from, range.to) : object.body;
    },
    async list(bucket, prefix, { after = "", signal }) {
      signal.throwIfAborted();
      const keys = [...new Set(buckets[bucket].map(({ key }) => key))].filter((key) => key.startsWith(prefix) && key > after).sort();
      const objects = keys.slice(0, keysAtOnce).flatMap((key) => find(bucket, key) ?? []);
      return { objects: objects.map(({ key, size, etag }) => ({ key, size, etag })), more: keys.length > keysAtOnce };
    },
    write(bucket, key, { contentType }) {
      const chunks: Uint8Array[] = [];
      return {
        async write(chunk) {
          chunks.push(chunk.slice());
        },
        async close() {
          const body = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
          put(bucket, key, body, {}, contentType);
          return { bytes: body.length };
        },
        async abort() {
          chunks.length = 0;
        },
      };
    },
    async deleteVersion(bucket, key, versionId) {
      buckets[bucket] = buckets[bucket].filter((object) => object.key !== key || object.versionId !== versionId);
    },
    async deletePrefix(bucket, prefix) {
      buckets[bucket] = buckets[bucket].filter((object) => !object.key.startsWith(prefix));
      for (const [id, upload] of uploads) if (bucket === "uploads" && upload.key.startsWith(prefix)) uploads.delete(id);
    },
    async signPost({ key, contentType, metadata }) {
      return { url: "https://uploads.example", fields: { key, "Content-Type": contentType, "x-amz-meta-job": metadata.job ?? "" } };
    },
    async createMultipart(options) {
      const uploadId = `u${uploads.size + 1}-${options.key}`;
      uploads.set(uploadId, { ...options, parts: new Map() });
      return { uploadId };
    },
    async signParts({ uploadId, from, count: wanted }) {
      return Array.from({ length: wanted }, (_, i) => ({ number: from + i, url: `https://uploads.example/${uploadId}/${from + i}` }));
    },
    async listParts({ uploadId }) {
      return [...requireUpload(uploadId).parts].map(([number, body]): UploadedPart => ({ number, etag: `"${number}"`, size: body.length }));
    },
    async completeMultipart({ key, uploadId, parts }) {
      const upload = requireUpload(uploadId);
      const bodies = parts.map(({ number }) => upload.parts.get(number) ?? new Uint8Array());
      put("uploads", key, new Uint8Array(await new Blob(bodies as BlobPart[]).arrayBuffer()), upload.metadata, upload.contentType);
      uploads.delete(uploadId);
    },
    async abortMultipart({ uploadId }) {
      uploads.delete(uploadId);
    },
    async signDownload({ key, fileName }) {
      return { url: `https://results.example/${key}?as=${encodeURIComponent(fileName)}`, expiresAt: now().toISOString() };
    },
    async origins() {
      return ["https://uploads.example", "https://results.example"];
    },
  };
}
