import { stage } from "./settings.ts";

/** A private bucket whose versions, unfinished uploads and objects under the prefixes all come to an end. */
function createBucket(id: string, prefixes: string[]) {
  // The browser's origin is known only once the site exists: infra/web.ts adds the CORS rule.
  const bucket = new sst.aws.Bucket(id, { versioning: true, enforceHttps: true, cors: false });
  // SSE-S3 is also S3's default; said here so that a changed default cannot change it.
  new aws.s3.BucketServerSideEncryptionConfiguration(`${id}Encryption`, {
    bucket: bucket.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new aws.s3.BucketLifecycleConfiguration(`${id}Lifecycle`, {
    bucket: bucket.name,
    rules: [
      ...prefixes.map((prefix) => ({
        id: `expire-${prefix}`,
        status: "Enabled",
        filter: { prefix: `${prefix}/` },
        expiration: { days: stage.retentionDays },
        noncurrentVersionExpiration: { noncurrentDays: stage.retentionDays },
      })),
      {
        id: "abort-multipart",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
      {
        id: "remove-delete-markers",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ],
  });
  return bucket;
}

export const uploads = createBucket("Uploads", ["uploads", "drops"]);
export const results = createBucket("Results", ["results"]);

export const jobs = new sst.aws.Dynamo("Jobs", {
  fields: { pk: "string", sk: "string", updatedAt: "string", dueShard: "string", dueAt: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  localIndexes: { byUpdate: { rangeKey: "updatedAt" } },
  globalIndexes: { due: { hashKey: "dueShard", rangeKey: "dueAt" } },
  ttl: "expiresAt",
  deletionProtection: $app.stage === "production",
});

export const connections = new sst.aws.Dynamo("Connections", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  ttl: "expiresAt",
  deletionProtection: $app.stage === "production",
});
