/** Object storage, as the product needs it: three buckets, pinned versions, streams. `aws/` implements it. */
export type BucketName = "uploads" | "results" | "lake";

export interface ObjectHead {
  versionId: string;
  etag: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** User metadata, names in lower case without the `x-amz-meta-` prefix. */
  metadata: Record<string, string>;
  lastModified: string;
}

export interface PostPolicy {
  key: string;
  contentType: string;
  maxBytes: number;
  metadata: Record<string, string>;
  expiresInSeconds: number;
}

export interface SignedPost {
  url: string;
  fields: Record<string, string>;
}

export interface UploadedPart {
  number: number;
  etag: string;
  size: number;
}

export interface ObjectWriter {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<{ bytes: number }>;
  abort(): Promise<void>;
}

export interface ObjectStore {
  /** Null when there is no such object (version). */
  head(bucket: BucketName, key: string, versionId?: string): Promise<ObjectHead | null>;
  /** `range`: only its bytes [from, to). Without a version, the latest one, if that is the one of the ETag. */
  read(
    bucket: BucketName,
    key: string,
    options: { versionId?: string; etag: string; signal: AbortSignal; range?: { from: number; to: number } | undefined },
  ): AsyncIterable<Uint8Array>;
  /** Keys under a prefix, ascending by code units of UTF-8, a thousand at a time at most; `after`: only greater ones. */
  list(
    bucket: BucketName,
    prefix: string,
    options: { after?: string | undefined; signal: AbortSignal },
  ): Promise<{ objects: { key: string; size: number; etag: string }[]; more: boolean }>;
  write(bucket: BucketName, key: string, options: { contentType: string; signal: AbortSignal }): ObjectWriter;
  deleteVersion(bucket: BucketName, key: string, versionId: string): Promise<void>;
  /** Every version of every object, and every unfinished multipart upload, under the prefix. */
  deletePrefix(bucket: BucketName, prefix: string): Promise<void>;

  signPost(policy: PostPolicy): Promise<SignedPost>;
  createMultipart(options: { key: string; contentType: string; metadata: Record<string, string> }): Promise<{ uploadId: string }>;
  signParts(options: {
    key: string;
    uploadId: string;
    from: number;
    count: number;
    expiresInSeconds: number;
  }): Promise<{ number: number; url: string }[]>;
  listParts(options: { key: string; uploadId: string }): Promise<UploadedPart[]>;
  completeMultipart(options: { key: string; uploadId: string; parts: { number: number; etag: string }[] }): Promise<void>;
  abortMultipart(options: { key: string; uploadId: string }): Promise<void>;

  signDownload(options: {
    key: string;
    fileName: string;
    contentType: string;
    expiresInSeconds: number;
  }): Promise<{ url: string; expiresAt: string }>;
  /** Origins a browser talks to, for the Content-Security-Policy. */
  origins(): Promise<string[]>;
}
