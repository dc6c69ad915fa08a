import { z } from "zod";
import type { ComparableGraph } from "./comparable-graph.ts";
import { anything, jsonText, type PlanReader, text } from "./plan-reader.ts";

const queueSchema = z.strictObject({
  name: text,
  fifoQueue: z.literal(false),
  contentBasedDeduplication: z.literal(false),
  delaySeconds: z.int().default(0),
  visibilityTimeoutSeconds: z.int().default(30),
  messageRetentionSeconds: z.int().default(345_600),
  redrivePolicy: jsonText(z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: z.int() })).optional(),
  sqsManagedSseEnabled: z.boolean().default(true),
  kmsMasterKeyId: text.optional(),
  kmsDataKeyReusePeriodSeconds: anything,
});

export function readQueues(reader: PlanReader): ComparableGraph["queue"] {
  const queues = reader.read("aws:sqs/queue:Queue", queueSchema, "Queue");
  return Object.fromEntries(
    queues.map(({ id, inputs: { redrivePolicy, ...inputs } }) => [
      id,
      {
        visibilitySeconds: inputs.visibilityTimeoutSeconds,
        delaySeconds: inputs.delaySeconds,
        retentionSeconds: inputs.messageRetentionSeconds,
        encrypted: inputs.sqsManagedSseEnabled || inputs.kmsMasterKeyId !== undefined,
        deadLetters: redrivePolicy
          ? { queue: reader.idOf(redrivePolicy.deadLetterTargetArn), maxReceives: redrivePolicy.maxReceiveCount }
          : null,
      },
    ]),
  );
}

const mappingSchema = z.strictObject({
  eventSourceArn: text,
  functionName: text,
  batchSize: z.int().default(10),
  maximumBatchingWindowInSeconds: z.int().default(0),
  functionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  // Without one, what Lambda allows an account.
  scalingConfig: z.strictObject({ maximumConcurrency: z.int() }).default({ maximumConcurrency: 1000 }),
});

export function readSubscriptions(reader: PlanReader): ComparableGraph["subscription"] {
  const subscriptions: ComparableGraph["subscription"] = {};
  for (const { inputs } of reader.read("aws:lambda/eventSourceMapping:EventSourceMapping", mappingSchema)) {
    const key = `${reader.idOf(inputs.eventSourceArn)} to ${reader.idOf(inputs.functionName)}`;
    if (key in subscriptions) reader.problem(`subscription ${key}: there are two`);
    subscriptions[key] = {
      batchSize: inputs.batchSize,
      windowSeconds: inputs.maximumBatchingWindowInSeconds,
      partialResponses: inputs.functionResponseTypes.length > 0,
      maximumConcurrency: inputs.scalingConfig.maximumConcurrency,
    };
  }
  return subscriptions;
}
