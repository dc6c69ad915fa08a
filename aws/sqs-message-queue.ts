import { ChangeMessageVisibilityCommand, SendMessageCommand, type SendMessageCommandInput, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueName } from "#core/jobs/job";
import type { MessageQueue } from "#core/ports/message-queue";
import { callAws } from "./expected-errors.ts";
import { createBatchSender } from "./sqs-batch.ts";
import { traceHeader } from "./trace.ts";

export interface Queues {
  client: SQSClient;
  queueUrl: (queue: QueueName) => string;
}

export function createSqsMessageQueue({ client, queueUrl }: Queues): MessageQueue {
  return {
    async send(queue, body) {
      const message = { QueueUrl: queueUrl(queue), MessageBody: JSON.stringify(body), ...traced() };
      await callAws(() => client.send(new SendMessageCommand(message)));
    },
    sendBatch: createBatchSender({ client, queueUrl }, traced),
  };
}

/** Hides a received message for so long, from now; 0 shows it at once. */
export async function hideMessage({ client, queueUrl }: Queues, queue: QueueName, receiptHandle: string, seconds: number): Promise<void> {
  const visibility = { QueueUrl: queueUrl(queue), ReceiptHandle: receiptHandle, VisibilityTimeout: Math.ceil(seconds) };
  await callAws(() => client.send(new ChangeMessageVisibilityCommand(visibility)));
}

/** The message belongs to the trace of what sends it: X-Ray then ties its receiver to this invocation. */
function traced(): Pick<SendMessageCommandInput, "MessageSystemAttributes"> {
  const StringValue = traceHeader();
  return StringValue === undefined ? {} : { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue } } };
}
