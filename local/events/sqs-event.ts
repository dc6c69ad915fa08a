import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSMessageAttributes, SQSRecord } from "aws-lambda";

/** A message as Lambda hands it to a function. */
export function toSqsEvent(messages: Message[], { queueArn, region }: { queueArn: string; region: string }): SQSEvent {
  return { Records: messages.map((message) => toRecord(message, queueArn, region)) };
}

function toRecord(message: Message, queueArn: string, region: string): SQSRecord {
  const {
    MessageId = "",
    ReceiptHandle = "",
    Body = "",
    Attributes = {},
    MessageAttributes = {},
    MD5OfBody = "",
    MD5OfMessageAttributes,
  } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ...Attributes,
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? "1",
      SentTimestamp: Attributes.SentTimestamp ?? "",
      SenderId: Attributes.SenderId ?? "",
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? "",
    },
    messageAttributes: toMessageAttributes(MessageAttributes),
    md5OfBody: MD5OfBody,
    ...(MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: MD5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function toMessageAttributes(attributes: Record<string, MessageAttributeValue>): SQSMessageAttributes {
  const entries = Object.entries(attributes).map(([name, { StringValue, BinaryValue, DataType = "String" }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * The messages of a batch that are done with, by what the function answered: all of them, or those it did not report.
 * As on Lambda, an answer that names no message of the batch fails the whole batch.
 */
export function doneMessages(messages: Message[], answer: unknown, partialResponses: boolean): Message[] {
  if (!partialResponses || answer === null || answer === undefined) return messages;
  const { batchItemFailures = [] } = answer as { batchItemFailures?: { itemIdentifier?: string }[] | null };
  const failed = new Set((batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  for (const id of failed) if (!known.has(id)) return [];
  return messages.filter(({ MessageId }) => !failed.has(MessageId));
}
