import { DeleteMessageCommand, GetQueueAttributesCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import type { Stack } from "#local/stack";

export interface QueueByHand {
  /** Messages that wait to be received. */
  count(queue: string): Promise<number>;
  /** Receives what is there, gives it to the function, and deletes what it acknowledged. Answers the bodies. */
  deliver(queue: string, functionId: string): Promise<unknown[]>;
}

/** Does what Lambda's pollers do, one batch at a time, so that a test can look between two steps. */
export function createQueueByHand({ endpoints, region, credentials, resources, functions }: Stack): QueueByHand {
  const client = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
  const urlOf = (queue: string) => String(JSON.parse(resources[`SST_RESOURCE_${queue}`] ?? "{}").url);

  return {
    async count(queue) {
      const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ["ApproximateNumberOfMessages"] });
      return Number((await client.send(command)).Attributes?.ApproximateNumberOfMessages);
    },

    async deliver(queue, functionId) {
      const command = new ReceiveMessageCommand({
        QueueUrl: urlOf(queue),
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 5,
        MessageSystemAttributeNames: ["All"],
      });
      const { Messages = [] } = await client.send(command);
      const answer = (await functions.invoke(functionId, { Records: Messages.map(toRecord) })) as SQSBatchResponse;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { MessageId = "", ReceiptHandle } of Messages) {
        if (!failed.has(MessageId)) await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(queue), ReceiptHandle }));
      }
      return Messages.map(({ Body = "" }) => JSON.parse(Body) as unknown);
    },
  };
}

function toRecord({ MessageId, ReceiptHandle, Body, Attributes }: Message) {
  return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, attributes: Attributes, messageAttributes: {} };
}
