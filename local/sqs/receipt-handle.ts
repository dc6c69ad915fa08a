import type { MessageRow, Receipt } from "./message-store.ts";
import type { Queue } from "./queue-registry.ts";
import { SqsError } from "./sqs-error.ts";

/** Names one delivery of one message: the next delivery has another handle, and this one then stands for nothing. */
export function toReceiptHandle(row: MessageRow): string {
  return Buffer.from(`${row.queue}:${row.sequence}:${row.receives}:${row.id}`).toString("base64");
}

export function parseReceiptHandle(queue: Queue, handle: string): Receipt {
  const fields = /^(\d{1,15}):(\d{1,15}):(\d{1,15}):[\da-f-]{36}$/.exec(Buffer.from(handle, "base64").toString("latin1"));
  const [queueId = 0, sequence = 0, receives = 0] = fields?.slice(1).map(Number) ?? [];
  if (queueId !== queue.id)
    throw new SqsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return { queueId, sequence, receives };
}
