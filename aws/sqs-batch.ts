import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import type { QueueName } from "#core/jobs/job";
import type { QueueMessage } from "#core/ports/message-queue";
import { createAdaptiveCalls } from "./adaptive-calls.ts";
import { batchesOf } from "./batches-of.ts";
import type { Queues } from "./sqs-message-queue.ts";

/** SQS's own limits of a SendMessageBatch call: messages, and bytes of their bodies and attributes together. */
const messagesPerCall = 10;
const bytesPerCall = 1_048_576;
const mostCallsAtOnce = 32;

/** Sends many messages; one that the queue did not take is sent again. */
export function createBatchSender(
  { client, queueUrl }: Queues,
  traced: () => Pick<SendMessageBatchRequestEntry, "MessageSystemAttributes">,
) {
  const calls = createAdaptiveCalls({ most: mostCallsAtOnce });
  return async (queue: QueueName, messages: readonly QueueMessage[], signal: AbortSignal): Promise<void> => {
    const batches = batchesOf(messages, messagesPerCall, { maxSize: bytesPerCall, sizeOf });
    const send = async (batch: readonly QueueMessage[]) => {
      const Entries = batch.map((message, index) => ({ Id: String(index), ...toEntry(message), ...traced() }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl(queue), Entries }), {
        abortSignal: signal,
      });
      const refused = Failed.find(({ SenderFault }) => SenderFault);
      if (refused) throw new Error(`SQS refuses a message: ${refused.Code} ${refused.Message}`);
      return Failed.flatMap(({ Id }) => batch[Number(Id)] ?? []);
    };
    await calls.sendAll(batches, send, signal);
  };
}

function toEntry({ body, attributes }: QueueMessage) {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: typeOf(value), StringValue: String(value) }]),
  );
  return { MessageBody: body, MessageAttributes };
}

function typeOf(value: string | number): "Number" | "String" {
  return typeof value === "number" ? "Number" : "String";
}

/** As SQS reckons: the names, types and values of attributes count as well. */
function sizeOf({ body, attributes }: QueueMessage): number {
  const utf8 = new TextEncoder();
  const bytes = (text: string) => utf8.encode(text).length;
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + bytes(name) + typeOf(value).length + bytes(String(value)),
    bytes(body),
  );
}
