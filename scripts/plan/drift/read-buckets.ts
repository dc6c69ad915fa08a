import { z } from "zod";
import { type PolicyStatement, parsePolicy, refusesPlainHttp } from "../policy-statements.ts";
import type { ComparableGraph } from "./comparable-graph.ts";
import { type PlanReader, type Read, text } from "./plan-reader.ts";

const bucketSchema = z.strictObject({
  bucket: text,
  // Decides about removing a stage, which no laptop does.
  forceDestroy: z.boolean(),
});

const ofBucket = { bucket: text };
const versioningSchema = z.strictObject({ ...ofBucket, versioningConfiguration: z.strictObject({ status: text }) });
const policySchema = z.strictObject({ ...ofBucket, policy: text });
const ownershipSchema = z.strictObject({ ...ofBucket, rule: z.strictObject({ objectOwnership: text }) });

const encryptionSchema = z.strictObject({
  ...ofBucket,
  rules: z.tuple([
    z.strictObject({
      applyServerSideEncryptionByDefault: z.strictObject({ sseAlgorithm: text, kmsMasterKeyId: text.optional() }),
      bucketKeyEnabled: z.boolean().optional(),
    }),
  ]),
});

const corsSchema = z.strictObject({
  ...ofBucket,
  corsRules: z.array(
    z.strictObject({
      allowedOrigins: z.array(text),
      allowedMethods: z.array(text),
      allowedHeaders: z.array(text).default([]),
      exposeHeaders: z.array(text).default([]),
      maxAgeSeconds: z.int().default(0),
    }),
  ),
});

const lifecycleRuleSchema = z.strictObject({
  id: text,
  status: z.enum(["Enabled", "Disabled"]),
  filter: z.strictObject({ prefix: text }),
  expiration: z.strictObject({ days: z.int().optional(), expiredObjectDeleteMarker: z.boolean().optional() }).optional(),
  noncurrentVersionExpiration: z.strictObject({ noncurrentDays: z.int() }).optional(),
  abortIncompleteMultipartUpload: z.strictObject({ daysAfterInitiation: z.int() }).optional(),
});
const lifecycleSchema = z.strictObject({ ...ofBucket, rules: z.array(lifecycleRuleSchema) });

const notificationSchema = z.strictObject({
  ...ofBucket,
  queues: z.array(
    z.strictObject({
      id: text,
      queueArn: text,
      events: z.array(text),
      filterPrefix: text.default(""),
      filterSuffix: text.default(""),
    }),
  ),
});

export function readBuckets(reader: PlanReader): ComparableGraph["bucket"] {
  const buckets = reader.read("aws:s3/bucket:Bucket", bucketSchema, "Bucket");
  const ids = new Set(buckets.map(({ id }) => id));
  /** What a resource of the type says about each bucket: S3 keeps one such thing of a bucket, and of two the later wins. */
  const configurations = <Inputs extends { bucket: string }>(type: string, schema: z.ZodType<Inputs>) => {
    const byBucket = Map.groupBy(reader.read(type, schema), ({ inputs }) => reader.idOf(inputs.bucket));
    for (const [id, [, second]] of byBucket) {
      if (second) reader.problem(`bucket ${id}: ${type} stands twice, the second time as ${second.id}`);
      if (!ids.has(id)) reader.problem(`${type} is about ${id}, which is no bucket of the plan`);
    }
    return (id: string): Inputs | undefined => byBucket.get(id)?.[0]?.inputs;
  };
  const versioning = configurations("aws:s3/bucketVersioning:BucketVersioning", versioningSchema);
  const policies = configurations("aws:s3/bucketPolicy:BucketPolicy", policySchema);
  const ownership = configurations("aws:s3/bucketOwnershipControls:BucketOwnershipControls", ownershipSchema);
  const encryption = configurations(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    encryptionSchema,
  );
  const cors = configurations("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", corsSchema);
  const lifecycle = configurations("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", lifecycleSchema);
  const notifications = configurations("aws:s3/bucketNotification:BucketNotification", notificationSchema);

  const toBucket = ({ id, inputs: { bucket } }: Read<z.infer<typeof bucketSchema>>): ComparableGraph["bucket"][string] => {
    const statements = parsePolicy(policies(id)?.policy);
    const arn = `arn:aws:s3:::${bucket}`;
    const isTlsOnly = (statement: PolicyStatement) => refusesPlainHttp(statement, [arn, `${arn}/*`], ["s3:*"]);
    return {
      versioning: versioning(id)?.versioningConfiguration.status === "Enabled",
      enforceHttps: statements.some(isTlsOnly),
      policy: statements.filter((statement) => !isTlsOnly(statement)).map((statement) => JSON.stringify(reader.allShown(statement))),
      encryption: encryption(id)?.rules[0].applyServerSideEncryptionByDefault.sseAlgorithm ?? null,
      ownership: ownership(id)?.rule.objectOwnership ?? null,
      cors: cors(id)?.corsRules ?? [],
      lifecycle: (lifecycle(id)?.rules ?? []).map(toLifecycleRule),
      notifications: (notifications(id)?.queues ?? []).map((queue) => ({
        name: queue.id,
        queue: reader.idOf(queue.queueArn),
        events: queue.events,
        prefix: queue.filterPrefix,
        suffix: queue.filterSuffix,
      })),
    };
  };
  return Object.fromEntries(buckets.map((bucket) => [bucket.id, toBucket(bucket)]));
}

function toLifecycleRule({ id, status, filter, ...rule }: z.infer<typeof lifecycleRuleSchema>) {
  return {
    id,
    prefix: filter.prefix,
    enabled: status === "Enabled",
    expirationDays: rule.expiration?.days ?? null,
    noncurrentDays: rule.noncurrentVersionExpiration?.noncurrentDays ?? null,
    abortMultipartDays: rule.abortIncompleteMultipartUpload?.daysAfterInitiation ?? null,
    removeDeleteMarkers: rule.expiration?.expiredObjectDeleteMarker ?? false,
  };
}
