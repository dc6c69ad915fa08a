import type { RunServices } from "../operations/run-services.ts";
import type { LedgerEntry, MessageDay } from "../ports/message-ledger.ts";
import type { QueueMessage } from "../ports/message-queue.ts";
import type { HeldDay } from "./held-day.ts";
import { hashOf, messageId, messageSubject } from "./message-ids.ts";
import type { SetMessage } from "./set-messages.ts";

/** A message that is to be sent. */
export interface Outgoing {
  message: SetMessage;
  revision: number;
  /** The ledger has this revision, but not that it was sent. */
  isStored: boolean;
}

const messagesAtOnce = 500;
const stretchesAtOnce = 4;

interface Sending {
  services: Pick<RunServices, "ledger" | "queue" | "job">;
  day: MessageDay;
  date: string;
  held: HeldDay;
  signal: AbortSignal;
}

/**
 * Sends messages, each after the ledger has it and before the ledger has that it was sent: whoever dies in between leaves it to be
 * sent once more, under the same id and revision.
 */
export async function sendMessages(sending: Sending, outgoing: Iterable<Outgoing>): Promise<void> {
  const rest = stretchesOf(outgoing);
  let failed = false;
  const worker = async () => {
    for (let next = rest.next(); !next.done && !failed; next = rest.next()) {
      try {
        await sendStretch(sending, next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: stretchesAtOnce }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function sendStretch({ services, day, date, held, signal }: Sending, stretch: readonly Outgoing[]): Promise<void> {
  signal.throwIfAborted();
  await held.keep();
  const entries = stretch.map((one) => toEntry(one, { day, date, job: services.job }));
  const isNew = entries.filter((_, index) => !stretch[index]?.isStored);
  if (isNew.length > 0) await services.ledger.write(day, isNew, signal);
  await held.keep();
  const messages = stretch.map((one, index) => toQueueMessage(one, { id: entries[index]?.id ?? "", date }));
  await services.queue.sendBatch("messages", messages, signal);
  const sent = entries.map((entry) => ({ ...entry, sent: true }));
  await services.ledger.write(day, sent, signal);
}

function toEntry({ message, revision }: Outgoing, { day, date, job }: Pick<Sending, "day" | "date"> & { job: string }): LedgerEntry {
  const { type, customer, says } = message;
  return { id: messageId({ workspace: day.workspace, date, ...message }), revision, type, customer, says, sent: false, job };
}

function toQueueMessage({ message, revision }: Outgoing, { id, date }: { id: string; date: string }): QueueMessage {
  const { body, customer } = message;
  return { body, attributes: { id, subject: messageSubject(date, customer), revision, content: hashOf(body) } };
}

function* stretchesOf(outgoing: Iterable<Outgoing>): Generator<Outgoing[]> {
  let stretch: Outgoing[] = [];
  for (const one of outgoing) {
    stretch.push(one);
    if (stretch.length < messagesAtOnce) continue;
    yield stretch;
    stretch = [];
  }
  if (stretch.length > 0) yield stretch;
}
