import { z } from "zod";
import type { BucketNode, LifecycleRule } from "./graph.ts";
import { parseArgs, type Scope } from "./scope.ts";

const encryptionSchema = z.strictObject({
  bucket: z.string(),
  rules: z.tuple([z.strictObject({ applyServerSideEncryptionByDefault: z.strictObject({ sseAlgorithm: z.literal("AES256") }) })]),
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
    function configureBucket(id: string, args: unknown): void {
      const parsed = parseArgs(`${type} "${id}"`, schema, args);
      const bucket = scope.graph.buckets.find(({ name }) => name === parsed.bucket);
      if (!bucket) throw new Error(`${type} "${id}" names a bucket that is not declared: ${parsed.bucket}.`);
      configure(bucket, parsed);
    };
  return {
    BucketServerSideEncryptionConfiguration: define("aws.s3.BucketServerSideEncryptionConfiguration", encryptionSchema, (bucket, args) => {
      bucket.encryption = args.rules[0].applyServerSideEncryptionByDefault.sseAlgorithm;
    }),
    BucketCorsConfiguration: define("aws.s3.BucketCorsConfiguration", corsSchema, (bucket, args) => {
      bucket.cors = args.corsRules;
    }),
    BucketLifecycleConfiguration: define("aws.s3.BucketLifecycleConfiguration", lifecycleSchema, (bucket, args) => {
      bucket.lifecycle = args.rules.map(toLifecycleRule);
    }),
  };
}
