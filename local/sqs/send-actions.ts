import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { createDeduplication } from "./deduplication.ts";
import { byteLengthOf, checkMessageAttributes, MessageAttributes, md5, md5OfAttributes } from "./message-attributes.ts";
import { toSequenceNumber } from "./message-store.ts";
import type { Queue } from "./queue-registry.ts";
import { ByQueueUrl, defineAction, runBatch, type SqsActions, type SqsContext } from "./sqs-action.ts";
import { invalidParameter, SqsError } from "./sqs-error.ts";

const SendEntry = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: MessageAttributes.default({}),
  MessageSystemAttributes: MessageAttributes.default({}),
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
});
type SendEntry = z.infer<typeof SendEntry>;
const SendBatchEntry = SendEntry.extend({ Id: z.string() });

const maxBatchBytes = 1_048_576;
const invalidCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

export function createSendActions({ db, queues, messages, polls }: SqsContext): SqsActions {
  const deduplication = createDeduplication(db);

  function send(queue: Queue, entry: SendEntry): object {
    checkEntry(queue, entry);
    const answer = {
      MD5OfMessageBody: md5(entry.MessageBody),
      MD5OfMessageAttributes: md5OfAttributes(entry.MessageAttributes),
      MD5OfMessageSystemAttributes: md5OfAttributes(entry.MessageSystemAttributes),
    };
    const deduplicationId = queue.fifo ? deduplicationIdOf(queue, entry) : entry.MessageDeduplicationId;
    const earlier = queue.fifo && deduplicationId ? deduplication.find(queue, entry.MessageGroupId, deduplicationId) : undefined;
    if (earlier) return { ...answer, MessageId: earlier.message, SequenceNumber: toSequenceNumber(earlier.sequence) };

    const id = randomUUID();
    const now = Date.now();
    const sequence = messages.insert({
      queue: queue.id,
      id,
      sent_at: now,
      visible_at: now + (entry.DelaySeconds === undefined ? queue.settings.delayMs : entry.DelaySeconds * 1000),
      group_id: entry.MessageGroupId ?? null,
      deduplication_id: deduplicationId ?? null,
      source_arn: null,
      trace_header: entry.MessageSystemAttributes.AWSTraceHeader?.StringValue ?? null,
      attributes: JSON.stringify(entry.MessageAttributes),
      body_md5: answer.MD5OfMessageBody,
      body: entry.MessageBody,
    });
    if (!queue.fifo) return { ...answer, MessageId: id };
    if (deduplicationId) deduplication.remember(queue, entry.MessageGroupId, { id: deduplicationId, message: id, sequence });
    return { ...answer, MessageId: id, SequenceNumber: toSequenceNumber(sequence) };
  }

  return {
    SendMessage: defineAction(ByQueueUrl.extend(SendEntry.shape), ({ QueueUrl, ...entry }) => {
      const queue = queues.require(QueueUrl);
      const answer = db.transaction(() => send(queue, entry));
      polls.wake(queue.id);
      return answer;
    }),
    SendMessageBatch: defineAction(ByQueueUrl.extend({ Entries: z.array(SendBatchEntry) }), ({ QueueUrl, Entries }) => {
      const queue = queues.require(QueueUrl);
      const bytes = Entries.reduce((sum, entry) => sum + byteLengthOfEntry(entry), 0);
      if (bytes > maxBatchBytes) {
        throw new SqsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
        );
      }
      const answer = runBatch(db, Entries, (entry) => send(queue, entry));
      polls.wake(queue.id);
      return answer;
    }),
  };
}

function checkEntry(queue: Queue, entry: SendEntry): void {
  checkMessageAttributes(entry.MessageAttributes);
  if (byteLengthOfEntry(entry) > queue.settings.maxMessageBytes) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.maxMessageBytes} bytes.`,
    );
  }
  if (invalidCharacters.test(entry.MessageBody)) {
    throw new SqsError("InvalidMessageContents", "The message contains characters outside the allowed set.");
  }
  if (Object.keys(entry.MessageSystemAttributes).some((name) => name !== "AWSTraceHeader")) {
    throw invalidParameter("The only message system attribute is AWSTraceHeader.");
  }
  if (!queue.fifo) return;
  if (!entry.MessageGroupId) throw invalidParameter("The request must contain the parameter MessageGroupId.");
  if (entry.DelaySeconds) throw invalidParameter("DelaySeconds of a single message is not valid for a FIFO queue.");
}

function byteLengthOfEntry(entry: SendEntry): number {
  return Buffer.byteLength(entry.MessageBody) + byteLengthOf(entry.MessageAttributes);
}

function deduplicationIdOf(queue: Queue, entry: SendEntry): string {
  if (entry.MessageDeduplicationId) return entry.MessageDeduplicationId;
  if (queue.settings.contentBasedDeduplication) return createHash("sha256").update(entry.MessageBody).digest("hex");
  throw invalidParameter("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
}
