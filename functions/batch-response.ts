import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { ProcessObserver } from "#aws/process-observer";
import { traceIdOf } from "#aws/trace";
import { isAppError } from "#core/app-error";

export interface Batch {
  /** The queue's id in infra/. */
  queue: "UploadEvents" | "Work" | "Analysis" | "Queries" | "Notices" | "Alerts";
  records: readonly SQSRecord[];
  observer: ProcessObserver;
}

/**
 * Handles each record of a batch by itself and answers with those to be delivered again. A failure that a repetition cannot
 * mend acknowledges the message; anything unexpected comes again, and ends in the dead-letter queue. Both are logged.
 */
export async function toBatchResponse(batch: Batch, handle: (record: SQSRecord) => Promise<void>): Promise<SQSBatchResponse> {
  measureWaiting(batch);
  const failed = await Promise.all(
    batch.records.map((record) => batch.observer.within(deliveryFacts(batch, record), () => comesAgain(batch, handle(record)))),
  );
  return toFailures(
    batch,
    batch.records.filter((_, index) => failed[index]),
  );
}

export function toFailures({ observer, queue }: Omit<Batch, "records">, records: readonly SQSRecord[]): SQSBatchResponse {
  if (records.length > 0) observer.measure({ MessagesReturned: records.length }, { by: { queue } });
  return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Of first deliveries only: what comes again was not waiting for a function. */
export function measureWaiting({ observer, queue, records }: Batch): void {
  const first = records.filter(({ attributes }) => attributes.ApproximateReceiveCount === "1");
  const ages = first.map(({ attributes }) => Math.max(0, Date.now() - Number(attributes.SentTimestamp)));
  if (ages.length > 0) observer.measure({ QueueAge: ages }, { by: { queue } });
}

/** What every line says that is told while a record is handled. */
function deliveryFacts({ queue }: Batch, { messageId, attributes }: SQSRecord) {
  const { ApproximateReceiveCount, AWSTraceHeader } = attributes;
  return { queue, message_id: messageId, receive_count: Number(ApproximateReceiveCount), sender_trace_id: traceIdOf(AWSTraceHeader) };
}

async function comesAgain({ observer }: Batch, handled: Promise<void>): Promise<boolean> {
  try {
    await handled;
    return false;
  } catch (error) {
    if (!isAppError(error)) observer.tell({ level: "error", message: "Message failed", error });
    else if (error.retryable) observer.tell({ level: "warn", message: "Message comes again", facts: { code: error.code }, error });
    else observer.tell({ level: "warn", message: "Message dropped", facts: { code: error.code }, error });
    return !isAppError(error) || error.retryable;
  }
}
