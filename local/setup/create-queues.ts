import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Graph, QueueNode } from "../sst/graph.ts";

/** Makes the queues that are missing and gives every one the attributes declared. */
export async function createQueues(client: SQSClient, { queues }: Graph): Promise<void> {
  // A queue can name its dead letters only once they exist.
  await Promise.all(queues.map(({ name }) => client.send(new CreateQueueCommand({ QueueName: name }))));
  await Promise.all(
    queues.map((queue) => client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: toAttributes(queue, queues) }))),
  );
}

function toAttributes(queue: QueueNode, queues: QueueNode[]): Record<string, string> {
  const target = queues.find(({ id }) => id === queue.deadLetters?.queue);
  return {
    VisibilityTimeout: String(queue.visibilitySeconds),
    DelaySeconds: String(queue.delaySeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    SqsManagedSseEnabled: String(queue.encrypted),
    RedrivePolicy:
      target && queue.deadLetters
        ? JSON.stringify({ deadLetterTargetArn: target.arn, maxReceiveCount: queue.deadLetters.maxReceives })
        : "",
  };
}
