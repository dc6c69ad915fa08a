import { z } from "zod";
import { md5OfAttributes, pickAttributes } from "./message-attributes.ts";
import { type MessageRow, toSequenceNumber } from "./message-store.ts";
import type { Queue } from "./queue-registry.ts";
import { toReceiptHandle } from "./receipt-handle.ts";
import { ByQueueUrl, defineAction, type SqsActions, type SqsContext } from "./sqs-action.ts";

const ReceiveInput = ByQueueUrl.extend({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.int().min(0).max(20).optional(),
  MessageAttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  /** The older name of MessageSystemAttributeNames. */
  AttributeNames: z.array(z.string()).default([]),
});
type ReceiveInput = z.infer<typeof ReceiveInput>;

export function createReceiveActions(context: SqsContext): SqsActions {
  const { queues, messages, polls } = context;

  function receive(queue: Queue, input: ReceiveInput): MessageRow[] {
    const { redrive, visibilityMs } = queue.settings;
    const target = redrive && queues.findByArn(redrive.targetArn);
    const received = messages.receive(queue, {
      limit: input.MaxNumberOfMessages,
      visibilityMs: input.VisibilityTimeout === undefined ? visibilityMs : input.VisibilityTimeout * 1000,
      deadLetter: target && { queue: target, maxReceives: redrive.maxReceives },
    });
    if (target && received.deadLettered > 0) polls.wake(target.id);
    return received.messages;
  }

  return {
    ReceiveMessage: defineAction(ReceiveInput, async (input, signal) => {
      const startedAt = Date.now();
      while (!signal.aborted) {
        const queue = queues.require(input.QueueUrl);
        const deadline = startedAt + (input.WaitTimeSeconds === undefined ? queue.settings.waitMs : input.WaitTimeSeconds * 1000);
        const found = receive(queue, input);
        if (found.length > 0) return { Messages: found.map((row) => toMessage(row, input, context.accountId)) };
        if (Date.now() >= deadline) break;
        await polls.wait(queue.id, Math.min(deadline, messages.nextVisibleAt(queue) ?? deadline), signal);
      }
      return {};
    }),
  };
}

function toMessage(row: MessageRow, input: ReceiveInput, senderId: string): object {
  const attributes = pickAttributes(JSON.parse(row.attributes), input.MessageAttributeNames);
  const system = Object.entries(toSystemAttributes(row, senderId)).filter(([name]) => isWanted(name, input));
  return {
    MessageId: row.id,
    ReceiptHandle: toReceiptHandle(row),
    MD5OfBody: row.body_md5,
    Body: row.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}

function isWanted(name: string, { AttributeNames, MessageSystemAttributeNames }: ReceiveInput): boolean {
  return [AttributeNames, MessageSystemAttributeNames].some((names) => names.includes("All") || names.includes(name));
}

function toSystemAttributes(row: MessageRow, senderId: string): Record<string, string> {
  return {
    SenderId: senderId,
    SentTimestamp: String(row.sent_at),
    ApproximateReceiveCount: String(row.earlier_receives + row.receives),
    ApproximateFirstReceiveTimestamp: String(row.first_received_at),
    ...(row.group_id !== null && { MessageGroupId: row.group_id, SequenceNumber: toSequenceNumber(row.sequence) }),
    ...(row.deduplication_id !== null && { MessageDeduplicationId: row.deduplication_id }),
    ...(row.source_arn !== null && { DeadLetterQueueSourceArn: row.source_arn }),
    ...(row.trace_header !== null && { AWSTraceHeader: row.trace_header }),
  };
}
