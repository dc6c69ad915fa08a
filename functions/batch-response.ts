import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { isAppError } from "#core/app-error";

/**
 * Handles each record of a batch by itself and answers with those to be delivered again. A failure that a repetition cannot
 * mend acknowledges the message; anything unexpected is logged, comes again, and ends in the dead-letter queue.
 */
export async function toBatchResponse(
  records: readonly SQSRecord[],
  handle: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(records.map(handle));
  const failed = records.filter((_, index) => comesAgain(results[index]));
  return toFailures(failed);
}

export function toFailures(records: readonly SQSRecord[]): SQSBatchResponse {
  return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

function comesAgain(result: PromiseSettledResult<void> | undefined): boolean {
  if (result?.status !== "rejected") return false;
  if (isAppError(result.reason)) return result.reason.retryable;
  console.error(result.reason);
  return true;
}
