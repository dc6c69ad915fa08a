import { keyArn } from "./encryption.ts";
import { stage } from "./settings.ts";

const everywhere = { status: "Enabled", filter: { prefix: "" } };
export const abortMultipart = { ...everywhere, id: "abort-multipart", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };
const removeDeleteMarkers = { ...everywhere, id: "remove-delete-markers", expiration: { expiredObjectDeleteMarker: true } };

/** A private bucket whose versions, unfinished uploads and objects under the prefixes all come to an end. */
function createBucket(id: string, prefixes: string[]) {
  const bucket = createPrivateBucket(id);
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
      abortMultipart,
      removeDeleteMarkers,
    ],
  });
  return bucket;
}

/** A table is there until somebody removes it, with all its versions; a file that a run wrote again is as good as the first. */
function createLake() {
  const bucket = createPrivateBucket("Lake");
  new aws.s3.BucketLifecycleConfiguration("LakeLifecycle", {
    bucket: bucket.name,
    rules: [
      { ...everywhere, id: "expire-former-versions", noncurrentVersionExpiration: { noncurrentDays: 3 } },
      abortMultipart,
      removeDeleteMarkers,
    ],
  });
  return bucket;
}

function createPrivateBucket(id: string) {
  const bucket = new sst.aws.Bucket(id, {
    versioning: true,
    enforceHttps: true,
    // The browser's origin is known only once the site exists: infra/web.ts adds the CORS rule.
    cors: false,
    transform: { bucket: { forceDestroy: !stage.protected } },
  });
  secureBucket(id, bucket.name, keyArn);
  return bucket;
}

/** No access lists, and encryption said aloud: S3 does both by default, and a changed default shall not change it here. */
export function secureBucket(id: string, bucket: $util.Input<string>, key?: $util.Input<string>) {
  new aws.s3.BucketOwnershipControls(`${id}Ownership`, { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
  new aws.s3.BucketServerSideEncryptionConfiguration(`${id}Encryption`, {
    bucket,
    rules: [
      key
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key }, bucketKeyEnabled: true }
        : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ],
  });
}

/** Tables of this stage, for whoever watches over them. */
export const tables: { id: string; name: $util.Output<string> }[] = [];

function createTable(id: string, args: Omit<sst.aws.DynamoArgs, "transform" | "deletionProtection">) {
  const table = new sst.aws.Dynamo(id, {
    ...args,
    deletionProtection: stage.protected,
    transform: {
      table: {
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
        // Without a key's arn: DynamoDB's key in this account's KMS, whose use CloudTrail records.
        serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      },
    },
  });
  tables.push({ id, name: table.name });
  return table;
}

export const uploads = createBucket("Uploads", ["uploads", "drops"]);
export const results = createBucket("Results", ["results", "queries", "athena"]);
/** Published tables. Nothing in it comes to an end by itself. */
export const lake = createLake();

export const jobs = createTable("Jobs", {
  fields: { pk: "string", sk: "string", updatedAt: "string", dueShard: "string", dueAt: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  localIndexes: { byUpdate: { rangeKey: "updatedAt" } },
  globalIndexes: { due: { hashKey: "dueShard", rangeKey: "dueAt" } },
  ttl: "expiresAt",
});

/** What a workspace keeps: recipes, drop rules, sets, datasets, keys, webhooks and their deliveries. */
export const workspaces = createTable("Workspaces", {
  fields: { pk: "string", sk: "string", dueShard: "string", dueAt: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: { due: { hashKey: "dueShard", rangeKey: "dueAt" } },
  ttl: "expiresAt",
});

/** Rows that were loaded. A key may be longer than a sort key, so it is all of it the partition's; a shelf is a part of a dataset in order. */
export const records = createTable("Records", {
  fields: { pk: "string", shelf: "string", place: "string" },
  primaryIndex: { hashKey: "pk" },
  globalIndexes: { shelves: { hashKey: "shelf", rangeKey: "place", projection: "keys-only" } },
});

/** Which messages were decided on, and which of them were sent. */
export const ledger = createTable("Ledger", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  ttl: "expiresAt",
});

export const connections = createTable("Connections", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  ttl: "expiresAt",
});
