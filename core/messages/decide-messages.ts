import { type LedgerEntry, ledgerPartOf, ledgerParts, type MessageDay, type MessageLedger } from "../ports/message-ledger.ts";
import { messageId } from "./message-ids.ts";
import type { SetMessage, SetMessages } from "./set-messages.ts";

/** Revision of a message that is to be sent; negative where the ledger has it already, but not that it was sent; 0: nothing to send. */
type Decision = number;

export interface Decisions {
  customers: Decision[];
  errors: Decision[];
  /** Customers whom the ledger knows and the set does not, with what is to be done about each. */
  vanished: { customer: string; decision: Decision }[];
  /** Errors that the ledger knows and the set does not have any more. Nobody is told. */
  vanishedErrors: number;
  /** Of all that was sent or is to be: what this job decided on, in this or an earlier attempt. */
  ownMessages: number;
}

/** What is said of a customer who is not there any more. */
export const nothingSaid = "0 0";

const partsAtOnce = 4;

interface Asked {
  ledger: Pick<MessageLedger, "read">;
  day: MessageDay;
  date: string;
  job: string;
  signal: AbortSignal;
}

/**
 * Compares what a set says with what was said of its day before: new messages are to be sent as revision 1, those that say something
 * else with the next one, and those of which it is not known that they were sent once more as they are.
 */
export async function decideMessages(asked: Asked, messages: SetMessages): Promise<Decisions> {
  const parts = partsOf(asked, messages);
  const decisions: Decisions = {
    customers: new Array<Decision>(messages.customers).fill(0),
    errors: new Array<Decision>(messages.errors).fill(0),
    vanished: [],
    vanishedErrors: 0,
    ownMessages: 0,
  };
  for (let first = 0; first < parts.length; first += partsAtOnce) {
    const some = parts.slice(first, first + partsAtOnce);
    await Promise.all(some.map(async (part, index) => decidePart(decisions, asked, messages, { ...part, number: first + index })));
  }
  return decisions;
}

/** Customers by their place, errors by −1 − theirs. */
type Place = number;

function messageAt(messages: SetMessages, place: Place): SetMessage {
  return place >= 0 ? messages.customerAt(place) : messages.errorAt(-1 - place);
}

/** Messages of one part: ids, and beside them places. A million pairs would take twice the memory. */
interface Part {
  ids: string[];
  places: Place[];
}

function partsOf({ day, date }: Asked, messages: SetMessages): Part[] {
  const parts = Array.from({ length: ledgerParts }, (): Part => ({ ids: [], places: [] }));
  const add = (place: Place) => {
    const id = messageId({ workspace: day.workspace, date, ...messageAt(messages, place) });
    const part = parts[ledgerPartOf(id)];
    part?.ids.push(id);
    part?.places.push(place);
  };
  for (let index = 0; index < messages.customers; index++) add(index);
  for (let index = 0; index < messages.errors; index++) add(-1 - index);
  return parts;
}

async function decidePart(
  decisions: Decisions,
  asked: Asked,
  messages: SetMessages,
  { number, ids, places }: Part & { number: number },
): Promise<void> {
  const placeOf = new Map(ids.map((id, index) => [id, places[index]]));
  const known = new Map<Place, LedgerEntry>();
  const gone = new Map<string, LedgerEntry>();
  for await (const entry of entriesOf(asked, number)) {
    const place = placeOf.get(entry.id);
    if (place === undefined) gone.set(entry.id, entry);
    else known.set(place, entry);
  }
  for (const place of places) {
    const entry = known.get(place);
    const { decision, isOwn } = decide(entry, messageAt(messages, place).says, asked.job);
    if (place >= 0) decisions.customers[place] = decision;
    else decisions.errors[-1 - place] = decision;
    if (isOwn) decisions.ownMessages++;
  }
  for (const entry of gone.values()) {
    if (entry.customer === null || entry.type === "error_message") {
      decisions.vanishedErrors++;
      continue;
    }
    const { decision, isOwn } = decide(entry, nothingSaid, asked.job);
    decisions.vanished.push({ customer: entry.customer, decision });
    if (isOwn) decisions.ownMessages++;
  }
}

function decide(entry: LedgerEntry | undefined, says: string, job: string): { decision: Decision; isOwn: boolean } {
  if (!entry) return { decision: 1, isOwn: true };
  if (entry.says !== says) return { decision: entry.revision + 1, isOwn: true };
  return entry.sent ? { decision: 0, isOwn: entry.job === job } : { decision: -entry.revision, isOwn: true };
}

/** A message's revisions come in their order, so that the last one counts. */
async function* entriesOf({ ledger, day, signal }: Asked, part: number): AsyncGenerator<LedgerEntry> {
  let cursor: string | undefined;
  do {
    const page = await ledger.read(day, { part, cursor }, signal);
    yield* page.entries;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
