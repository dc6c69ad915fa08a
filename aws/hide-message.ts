import type { QueueName } from "#core/jobs/job";

/** Hides a received message of a linked queue for so long, from now; 0 shows it at once. */
export async function hideMessage(queue: QueueName, receiptHandle: string, seconds: number): Promise<void> {
  const { hideInQueue } = await import("./linked/sqs-queues.ts");
  await hideInQueue(queue, receiptHandle, seconds);
}
