import { type ByteSource, bytesSource, toByteSource } from "../csv/source/byte-source.ts";
import type { BucketName, ObjectHead, ObjectStore } from "../ports/object-store.ts";

interface StoredObject {
  bucket: BucketName;
  key: string;
  version: Pick<ObjectHead, "versionId" | "etag" | "size">;
  signal: AbortSignal;
}

/** One version of an object, from its beginning and, for those that ask for them, in ranges. */
export function openStored(objects: Pick<ObjectStore, "read">, { bucket, key, version, signal }: StoredObject): ByteSource {
  const { versionId, etag, size } = version;
  const open = (range?: { from: number; to: number }) => toByteSource(objects.read(bucket, key, { versionId, etag, signal, range }));
  return {
    ...open(),
    ranges: { size, open: (from, to) => (from < to ? open({ from, to }) : bytesSource(new Uint8Array(0))) },
  };
}
