import type { Authentication } from "./auth/authenticate.ts";
import type { Authority } from "./auth/credential-scope.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import { type BlobStore, openBlobStore } from "./storage/blob-store.ts";
import { type Bucket, type BucketStore, createBucketStore } from "./storage/bucket-store.ts";
import { type Database, openDatabase } from "./storage/database.ts";
import { createOutbox, type Deliver, type Outbox } from "./storage/outbox.ts";
import { createUploadStore, type UploadStore } from "./storage/upload-store.ts";
import { createVersionStore, type VersionStore } from "./storage/version-store.ts";

/** Everything a request handler works with. */
export interface S3Context {
  readonly authority: Authority;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly buckets: BucketStore;
  readonly versions: VersionStore;
  readonly uploads: UploadStore;
  readonly outbox: Outbox;
  /** Runs `change` in one transaction, then deletes the files it let go and sends the notifications it left. */
  commit<Result>(change: () => Result): Result;
  close(): Promise<void>;
}

/** One authenticated call on an existing bucket. */
export interface S3Call {
  readonly context: S3Context;
  readonly request: S3Request;
  readonly authentication: Authentication;
  readonly bucket: Bucket;
}

export interface S3ObjectCall extends S3Call {
  readonly key: string;
}

export async function openContext(dir: string, authority: Authority, deliver: Deliver | undefined): Promise<S3Context> {
  const database = openDatabase(dir);
  const blobs = await openBlobStore(dir, database);
  const freed = new Set<string>();
  const outbox = createOutbox(database, deliver);
  outbox.wake();

  return {
    authority,
    database,
    blobs,
    buckets: createBucketStore(database),
    versions: createVersionStore(database, freed),
    uploads: createUploadStore(database, freed),
    outbox,
    commit(change) {
      freed.clear();
      const result = database.transaction(change);
      blobs.collect(freed);
      outbox.wake();
      return result;
    },
    async close() {
      await outbox.close();
      await blobs.close();
      database.close();
    },
  };
}

export function requireBucket(context: S3Context, name: string): Bucket {
  const bucket = context.buckets.find(name);
  if (!bucket) throw new S3Error("NoSuchBucket", "The specified bucket does not exist", { details: { BucketName: name } });
  return bucket;
}
