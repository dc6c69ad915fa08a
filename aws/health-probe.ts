import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "#core/app-error";
import type { HealthCheck, HealthProbe } from "#core/ports/health-probe";
import type { Observer } from "#core/ports/observer";
import type { ClientOverrides } from "./client-options.ts";
import { createDocumentClient } from "./dynamo-client.ts";
import { readSweepMark, type SweepMarkTable } from "./dynamo-sweep-mark.ts";
import { createS3Client } from "./s3-clients.ts";
import { createSqsClient } from "./sqs-client.ts";

/** Shorter than a load balancer or a start script waits for the whole answer. */
const checkTimeoutMs = 2_000;
/** Callers within this time share one round of checks, so that asking often costs nothing. */
const freshForMs = 1_000;

/** The sweep runs every minute. When it has not for so long, neither the schedule nor the functions are to be relied on. */
const sweepFreshForMs = 5 * 60_000;

type Check = (options: { abortSignal: AbortSignal }) => Promise<unknown>;

export interface HealthProbeParts {
  buckets: readonly string[];
  /** By name, the attributes of their keys. */
  tables: Readonly<Record<string, readonly string[]>>;
  queueUrls: readonly string[];
  sweepMarkTable: string;
}

/** The parts by name; each call is one that the product's own links allow, and changes nothing. Why one failed is logged. */
export function createHealthProbe(parts: HealthProbeParts, observer: Observer, overrides: ClientOverrides = {}): HealthProbe {
  const [storage, tables, queues] = [createS3Client(overrides), createDocumentClient(overrides), createSqsClient(overrides)];
  const absent = (attributes: readonly string[]) => Object.fromEntries(attributes.map((name) => [name, "health"]));
  const checks: Record<string, Check[]> = {
    storage: parts.buckets.map((Bucket) => (options) => storage.send(new HeadBucketCommand({ Bucket }), options)),
    tables: Object.entries(parts.tables).map(
      ([TableName, key]) =>
        (options) =>
          tables.send(new GetCommand({ TableName, Key: absent(key) }), options),
    ),
    queues: parts.queueUrls.map(
      (QueueUrl) => (options) => queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }), options),
    ),
    functions: [(options) => requireFreshSweep({ client: tables, table: parts.sweepMarkTable }, options)],
  };
  return {
    check: shareRecent(async () => {
      const results = Object.entries(checks).map(async ([part, calls]) => [part, await time(calls, tellWhy(observer, part))] as const);
      return Object.fromEntries(await Promise.all(results));
    }),
  };
}

/** What runs by itself has to have run: that tables and queues answer does not show that anybody works. */
async function requireFreshSweep(marks: SweepMarkTable, options: { abortSignal: AbortSignal }): Promise<void> {
  const sweptAt = await readSweepMark(marks, options);
  const isFresh = sweptAt !== null && Date.now() - sweptAt.getTime() < sweepFreshForMs;
  if (!isFresh) throw new AppError("stalled", `The last sweep was ${sweptAt === null ? "never" : `at ${sweptAt.toISOString()}`}.`);
}

function tellWhy(observer: Observer, part: string): (error: unknown) => void {
  return (error) => observer.tell({ level: "warn", message: "Part not working", facts: { part }, error });
}

async function time(calls: Check[], onFailure: (error: unknown) => void): Promise<HealthCheck> {
  const startedAt = performance.now();
  const abortSignal = AbortSignal.timeout(checkTimeoutMs);
  const outcomes = await Promise.allSettled(calls.map((call) => call({ abortSignal })));
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of failures) onFailure(reason);
  return { ok: failures.length === 0, milliseconds: Math.round(performance.now() - startedAt) };
}

function shareRecent<T>(run: () => Promise<T>): () => Promise<T> {
  let latest: { result: Promise<T>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (!latest || latest.until < now) latest = { result: run(), until: now + freshForMs };
    return latest.result;
  };
}
