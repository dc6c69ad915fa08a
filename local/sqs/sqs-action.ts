import { z } from "zod";
import type { LongPoll } from "./long-poll.ts";
import type { MessageStore } from "./message-store.ts";
import type { QueueRegistry } from "./queue-registry.ts";
import type { SqsDatabase } from "./sqs-database.ts";
import { invalidParameter, SqsError } from "./sqs-error.ts";

export interface SqsContext {
  db: SqsDatabase;
  queues: QueueRegistry;
  messages: MessageStore;
  polls: LongPoll;
  accountId: string;
  queueUrl(name: string): string;
}

/** The signal aborts when the caller hangs up or the server closes. */
export type SqsAction = (input: unknown, signal: AbortSignal) => object | Promise<object>;
export type SqsActions = Record<string, SqsAction>;

export function defineAction<Input>(
  schema: z.ZodType<Input>,
  perform: (input: Input, signal: AbortSignal) => object | Promise<object>,
): SqsAction {
  return (input, signal) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
    return perform(parsed.data, signal);
  };
}

export const ByQueueUrl = z.object({ QueueUrl: z.string() });

interface BatchEntry {
  Id: string;
}

const maxBatchEntries = 10;

/** Each entry stands alone: a bad one is reported beside the others' results. */
export function runBatch<Entry extends BatchEntry>(db: SqsDatabase, entries: Entry[], perform: (entry: Entry) => object): object {
  if (entries.length === 0) throw new SqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > maxBatchEntries) {
    throw new SqsError("TooManyEntriesInBatchRequest", `Maximum number of entries per request are 10. You have sent ${entries.length}.`);
  }
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new SqsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  }
  if (entries.some((entry) => !/^[\w-]{1,80}$/.test(entry.Id))) {
    throw new SqsError("InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores.");
  }

  const Successful: object[] = [];
  const Failed: object[] = [];
  db.transaction(() => {
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, ...perform(entry) });
      } catch (error) {
        if (!(error instanceof SqsError)) throw error;
        Failed.push({ Id: entry.Id, SenderFault: error.senderFault, Code: error.queryCode, Message: error.message });
      }
    }
  });
  // SQS leaves an empty list out of its answer.
  return { ...(Successful.length > 0 && { Successful }), ...(Failed.length > 0 && { Failed }) };
}
