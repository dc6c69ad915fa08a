import type { QueueName } from "#core/jobs/job";
import type { MessageQueue } from "#core/ports/message-queue";
import { once } from "../once.ts";
import { queueUrl } from "../resources.ts";
import { createSqsClient } from "../sqs-client.ts";
import { createSqsMessageQueue, hideMessage, type Queues } from "../sqs-message-queue.ts";

const queues = once((): Queues => ({ client: createSqsClient(), queueUrl }));

export function createSqsQueue(): MessageQueue {
  return createSqsMessageQueue(queues());
}

export async function hideInQueue(queue: QueueName, receiptHandle: string, seconds: number): Promise<void> {
  await hideMessage(queues(), queue, receiptHandle, seconds);
}
