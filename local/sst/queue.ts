import { z } from "zod";
import { LambdaFunction } from "./function.ts";
import type { QueueNode } from "./graph.ts";
import { durationSchema } from "./measure.ts";
import { Output } from "./output.ts";
import { arn, Component, guard, optionsSchema, parseArgs, physicalName, requireByArn, type Scope } from "./scope.ts";

const queueSchema = z.strictObject({
  messageRetentionSeconds: z.int().default(345_600),
  sqsManagedSseEnabled: z.boolean().optional(),
  // A customer's key in place of SQS's own.
  kmsMasterKeyId: z.string().startsWith("arn:").optional(),
  kmsDataKeyReusePeriodSeconds: z.int().optional(),
});

const argsSchema = z
  .strictObject({
    visibilityTimeout: durationSchema.default(30),
    delay: durationSchema.default(0),
    dlq: z.strictObject({ queue: z.string(), retry: z.int() }).optional(),
    transform: z.strictObject({ queue: queueSchema }).prefault({ queue: {} }),
  })
  .prefault({});

const subscribeSchema = z
  .strictObject({
    batch: z
      .strictObject({
        size: z.int().default(10),
        window: durationSchema.default(0),
        partialResponses: z.boolean().default(false),
      })
      .prefault({}),
    transform: z
      .strictObject({
        eventSourceMapping: z.strictObject({ scalingConfig: z.strictObject({ maximumConcurrency: z.int().min(2) }) }),
      })
      .optional(),
  })
  .prefault({});

/** What Lambda allows an account unless the mapping says less. */
const accountConcurrency = 1000;

export class Queue extends Component {
  readonly kind = "sst.aws.Queue";
  readonly node: QueueNode;
  readonly url: Output<string>;
  readonly arn: Output<string>;
  readonly nodes: { queue: { name: Output<string> } };

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const { visibilityTimeout, delay, dlq, transform } = parseArgs(`sst.aws.Queue "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    const name = physicalName(scope, id);
    this.url = new Output(`${scope.places.sqsUrl}/${scope.places.accountId}/${name}`);
    this.arn = arn(scope, "sqs", name);
    this.nodes = guard(`${id}.nodes`, { queue: guard(`${id}.nodes.queue`, { name: new Output(name) }) });
    this.node = {
      id,
      name,
      url: this.url.value,
      arn: this.arn.value,
      visibilitySeconds: visibilityTimeout,
      delaySeconds: delay,
      retentionSeconds: transform.queue.messageRetentionSeconds,
      encrypted: transform.queue.kmsMasterKeyId !== undefined || transform.queue.sqsManagedSseEnabled !== false,
      deadLetters: dlq ? { queue: requireByArn(scope, `The dlq of "${id}"`, dlq.queue, isQueue).id, maxReceives: dlq.retry } : null,
    };
    scope.graph.queues.push(this.node);
  }

  subscribe(functionArn: unknown, args: unknown): void {
    const { subscriptions } = this.scope.graph;
    if (subscriptions.some(({ queue }) => queue === this.id)) throw new Error(`"${this.id}" has a subscriber already.`);
    const value = parseArgs(`the subscriber of "${this.id}": the arn of an sst.aws.Function`, z.string().startsWith("arn:"), functionArn);
    const consumer = requireByArn(this.scope, `The subscriber of "${this.id}"`, value, LambdaFunction.is);
    const { batch, transform } = parseArgs(`the subscription of "${this.id}"`, subscribeSchema, args);
    subscriptions.push({
      queue: this.id,
      function: consumer.id,
      batchSize: batch.size,
      windowSeconds: batch.window,
      partialResponses: batch.partialResponses,
      maximumConcurrency: transform?.eventSourceMapping.scalingConfig.maximumConcurrency ?? accountConcurrency,
    });
  }

  override link() {
    return { properties: { url: this.url } };
  }
}

export function isQueue(component: Component): component is Queue {
  return component instanceof Queue;
}
