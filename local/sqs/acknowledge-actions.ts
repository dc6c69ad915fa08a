import { z } from "zod";
import type { Queue } from "./queue-registry.ts";
import { parseReceiptHandle } from "./receipt-handle.ts";
import { ByQueueUrl, defineAction, runBatch, type SqsActions, type SqsContext } from "./sqs-action.ts";
import { invalidParameter, SqsError } from "./sqs-error.ts";

const DeleteEntry = z.object({ ReceiptHandle: z.string() });
const VisibilityEntry = DeleteEntry.extend({ VisibilityTimeout: z.int().min(0).max(43_200) });
const Id = { Id: z.string() };

const maxInFlightMs = 43_200_000;

export function createAcknowledgeActions({ db, queues, messages, polls }: SqsContext): SqsActions {
  function remove(queue: Queue, entry: z.infer<typeof DeleteEntry>): object {
    messages.delete(parseReceiptHandle(queue, entry.ReceiptHandle));
    return {};
  }

  function changeVisibility(queue: Queue, entry: z.infer<typeof VisibilityEntry>): object {
    const receipt = parseReceiptHandle(queue, entry.ReceiptHandle);
    const row = messages.find(receipt);
    const prefix = `Value ${entry.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason:`;
    if (!row) throw invalidParameter(`${prefix} Message does not exist or is not available for visibility timeout change.`);
    const now = Date.now();
    if (row.visible_at <= now) throw new SqsError("MessageNotInflight", `${prefix} Message is not in flight.`);
    const visibleAt = now + entry.VisibilityTimeout * 1000;
    if (visibleAt - (row.received_at ?? now) > maxInFlightMs) {
      throw invalidParameter("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
    }
    messages.setVisibility(receipt, visibleAt);
    return {};
  }

  /** Waiting receivers look again: a message may be back, or a FIFO group free. */
  function andWake(queue: Queue, answer: object): object {
    polls.wake(queue.id);
    return answer;
  }

  return {
    DeleteMessage: defineAction(ByQueueUrl.extend(DeleteEntry.shape), ({ QueueUrl, ...entry }) => {
      const queue = queues.require(QueueUrl);
      return andWake(queue, remove(queue, entry));
    }),
    DeleteMessageBatch: defineAction(ByQueueUrl.extend({ Entries: z.array(DeleteEntry.extend(Id)) }), ({ QueueUrl, Entries }) => {
      const queue = queues.require(QueueUrl);
      return andWake(
        queue,
        runBatch(db, Entries, (entry) => remove(queue, entry)),
      );
    }),
    ChangeMessageVisibility: defineAction(ByQueueUrl.extend(VisibilityEntry.shape), ({ QueueUrl, ...entry }) => {
      const queue = queues.require(QueueUrl);
      return andWake(queue, changeVisibility(queue, entry));
    }),
    ChangeMessageVisibilityBatch: defineAction(
      ByQueueUrl.extend({ Entries: z.array(VisibilityEntry.extend(Id)) }),
      ({ QueueUrl, Entries }) => {
        const queue = queues.require(QueueUrl);
        return andWake(
          queue,
          runBatch(db, Entries, (entry) => changeVisibility(queue, entry)),
        );
      },
    ),
  };
}
