import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type Event,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  type LifecycleRule as S3LifecycleRule,
} from "@aws-sdk/client-s3";
import type { BucketNode, Graph, LifecycleRule, QueueNode } from "../sst/graph.ts";

/** Makes the buckets that are missing and sets every one up as declared. */
export async function createBuckets(client: S3Client, { buckets, queues }: Graph): Promise<void> {
  await Promise.all(buckets.map((bucket) => createBucket(client, bucket, queues)));
}

async function createBucket(client: S3Client, bucket: BucketNode, queues: QueueNode[]): Promise<void> {
  const Bucket = bucket.name;
  await client.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
  const block = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
  if (bucket.versioning) await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  if (bucket.encryption === "AES256") {
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: bucket.encryption } } as const];
    await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  }
  if (bucket.cors.length > 0)
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: toCorsRules(bucket) } }));
  if (bucket.lifecycle.length > 0) {
    const Rules = bucket.lifecycle.map(toLifecycleRule);
    await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  }
  await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: toNotifications(bucket, queues) }));
}

function toCorsRules({ cors }: BucketNode) {
  return cors.map((rule) => ({
    AllowedOrigins: rule.allowedOrigins,
    AllowedMethods: rule.allowedMethods,
    AllowedHeaders: rule.allowedHeaders,
    ExposeHeaders: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }));
}

function toLifecycleRule(rule: LifecycleRule): S3LifecycleRule {
  return {
    ID: rule.id,
    Status: rule.enabled ? "Enabled" : "Disabled",
    Filter: { Prefix: rule.prefix },
    ...(rule.expirationDays !== null && { Expiration: { Days: rule.expirationDays } }),
    ...(rule.removeDeleteMarkers && { Expiration: { ExpiredObjectDeleteMarker: true } }),
    ...(rule.noncurrentDays !== null && { NoncurrentVersionExpiration: { NoncurrentDays: rule.noncurrentDays } }),
    ...(rule.abortMultipartDays !== null && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.abortMultipartDays } }),
  };
}

function toNotifications({ notifications }: BucketNode, queues: QueueNode[]) {
  return {
    QueueConfigurations: notifications.map(({ name, queue, events, prefix, suffix }) => ({
      Id: name,
      QueueArn: queues.find(({ id }) => id === queue)?.arn,
      Events: events as Event[],
      Filter: {
        Key: {
          FilterRules: [
            ...(prefix === "" ? [] : [{ Name: "prefix" as const, Value: prefix }]),
            ...(suffix === "" ? [] : [{ Name: "suffix" as const, Value: suffix }]),
          ],
        },
      },
    })),
  };
}
