import { z } from "zod";
import type { BucketNode, LifecycleRule } from "./graph.ts";
import { isQueue } from "./queue.ts";
import { optionsSchema, parseArgs, requireByArn, type Scope } from "./scope.ts";

const encryptionSchema = z.strictObject({
  bucket: z.string(),
  rules: z.tuple([
    z.strictObject({
      applyServerSideEncryptionByDefault: z.discriminatedUnion("sseAlgorithm", [
        z.strictObject({ sseAlgorithm: z.literal("AES256") }),
        z.strictObject({ sseAlgorithm: z.literal("aws:kms"), kmsMasterKeyId: z.string().startsWith("arn:") }),
      ]),
      bucketKeyEnabled: z.boolean().optional(),
    }),
  ]),
});

const ownershipSchema = z.strictObject({
  bucket: z.string(),
  // The laptop's S3 knows no access lists.
  rule: z.strictObject({ objectOwnership: z.literal("BucketOwnerEnforced") }),
});

const notificationSchema = z.strictObject({
  bucket: z.string(),
  queues: z.array(
    z.strictObject({
      id: z.string(),
      queueArn: z.string(),
      events: z.array(z.string()),
      filterPrefix: z.string().default(""),
      filterSuffix: z.string().default(""),
    }),
  ),
});

const corsSchema = z.strictObject({
  bucket: z.string(),
  corsRules: z.array(
    z.strictObject({
      allowedOrigins: z.array(z.string()),
      allowedMethods: z.array(z.enum(["GET", "HEAD", "POST", "PUT", "DELETE"])),
      allowedHeaders: z.array(z.string()).default([]),
      exposeHeaders: z.array(z.string()).default([]),
      maxAgeSeconds: z.int().default(0),
    }),
  ),
});

const lifecycleSchema = z.strictObject({
  bucket: z.string(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(["Enabled", "Disabled"]),
      filter: z.strictObject({ prefix: z.string() }),
      expiration: z.union([z.strictObject({ days: z.int() }), z.strictObject({ expiredObjectDeleteMarker: z.literal(true) })]).optional(),
      noncurrentVersionExpiration: z.strictObject({ noncurrentDays: z.int() }).optional(),
      abortIncompleteMultipartUpload: z.strictObject({ daysAfterInitiation: z.int() }).optional(),
    }),
  ),
});

function toLifecycleRule(rule: z.infer<typeof lifecycleSchema>["rules"][number]): LifecycleRule {
  const { expiration } = rule;
  return {
    id: rule.id,
    prefix: rule.filter.prefix,
    enabled: rule.status === "Enabled",
    expirationDays: expiration && "days" in expiration ? expiration.days : null,
    noncurrentDays: rule.noncurrentVersionExpiration?.noncurrentDays ?? null,
    abortMultipartDays: rule.abortIncompleteMultipartUpload?.daysAfterInitiation ?? null,
    removeDeleteMarkers: expiration !== undefined && "expiredObjectDeleteMarker" in expiration,
  };
}

/** The `aws.s3.*` resources that say more about a bucket than SST's component can. */
export function createBucketConfigurations(scope: Scope) {
  const define = <T extends { bucket: string }>(type: string, schema: z.ZodType<T>, configure: (bucket: BucketNode, args: T) => void) =>
    function configureBucket(id: string, args: unknown, options?: unknown): void {
      const parsed = parseArgs(`${type} "${id}"`, schema, args);
      parseArgs(`the options of "${id}"`, optionsSchema, options);
      const bucket = scope.graph.buckets.find(({ name }) => name === parsed.bucket);
      if (!bucket) throw new Error(`${type} "${id}" names a bucket that is not declared: ${parsed.bucket}.`);
      configure(bucket, parsed);
    };
  return {
    BucketServerSideEncryptionConfiguration: define("aws.s3.BucketServerSideEncryptionConfiguration", encryptionSchema, (bucket, args) => {
      bucket.encryption = args.rules[0].applyServerSideEncryptionByDefault.sseAlgorithm;
    }),
    BucketOwnershipControls: define("aws.s3.BucketOwnershipControls", ownershipSchema, (bucket, args) => {
      bucket.ownership = args.rule.objectOwnership;
    }),
    BucketNotification: define("aws.s3.BucketNotification", notificationSchema, (bucket, { queues }) => {
      if (bucket.notifications.length > 0) throw new Error(`"${bucket.id}" was told to notify twice; the second would win.`);
      bucket.notifications = queues.map(({ id, queueArn, events, filterPrefix, filterSuffix }) => ({
        name: id,
        queue: requireByArn(scope, `The queue of notification "${id}"`, queueArn, isQueue).id,
        events,
        prefix: filterPrefix,
        suffix: filterSuffix,
      }));
    }),
    BucketCorsConfiguration: define("aws.s3.BucketCorsConfiguration", corsSchema, (bucket, args) => {
      bucket.cors = args.corsRules;
    }),
    BucketLifecycleConfiguration: define("aws.s3.BucketLifecycleConfiguration", lifecycleSchema, (bucket, args) => {
      bucket.lifecycle = args.rules.map(toLifecycleRule);
    }),
  };
}
