import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { HealthCheck, HealthProbe } from "#core/ports/health-probe";
import { type ClientOverrides, createDocumentClient, createS3Client, createSqsClient } from "./clients.ts";

/** Shorter than a load balancer or a start script waits for the whole answer. */
const checkTimeoutMs = 2_000;
/** Callers within this time share one round of checks, so that asking often costs nothing. */
const freshForMs = 1_000;

type Check = (options: { abortSignal: AbortSignal }) => Promise<unknown>;

/** The parts by name; each call is one that the product's own links allow, and changes nothing. */
export function createHealthProbe(
  parts: { buckets: readonly string[]; tables: readonly string[]; queueUrls: readonly string[] },
  overrides: ClientOverrides = {},
): HealthProbe {
  const [storage, tables, queues] = [createS3Client(overrides), createDocumentClient(overrides), createSqsClient(overrides)];
  const absent = { pk: "health", sk: "health" };
  const checks: Record<string, Check[]> = {
    storage: parts.buckets.map((Bucket) => (options) => storage.send(new HeadBucketCommand({ Bucket }), options)),
    tables: parts.tables.map((TableName) => (options) => tables.send(new GetCommand({ TableName, Key: absent }), options)),
    queues: parts.queueUrls.map(
      (QueueUrl) => (options) => queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }), options),
    ),
  };
  return { check: shareRecent(() => runAll(checks)) };
}

async function runAll(checks: Record<string, Check[]>): Promise<Record<string, HealthCheck>> {
  const results = Object.entries(checks).map(async ([part, calls]) => [part, await time(calls)] as const);
  return Object.fromEntries(await Promise.all(results));
}

async function time(calls: Check[]): Promise<HealthCheck> {
  const startedAt = performance.now();
  const abortSignal = AbortSignal.timeout(checkTimeoutMs);
  const outcomes = await Promise.allSettled(calls.map((call) => call({ abortSignal })));
  return { ok: outcomes.every(({ status }) => status === "fulfilled"), milliseconds: Math.round(performance.now() - startedAt) };
}

function shareRecent<T>(run: () => Promise<T>): () => Promise<T> {
  let latest: { result: Promise<T>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (!latest || latest.until < now) latest = { result: run(), until: now + freshForMs };
    return latest.result;
  };
}
