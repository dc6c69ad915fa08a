import type { RunServices } from "../operations/run-services.ts";
import { type Decisions, decideMessages } from "./decide-messages.ts";
import { HeldDay } from "./held-day.ts";
import { type Outgoing, sendMessages } from "./send-messages.ts";
import type { SetMessage, SetMessages } from "./set-messages.ts";
import type { SetTally } from "./set-tally.ts";

/** A set that was read. */
export interface ReadDay {
  /** YYYYMMDD */
  date: string;
  tally: SetTally;
  messages: SetMessages;
}

/** What became of a day's messages. */
export interface ToldDay {
  /** By this job, in whichever attempt. */
  sent: number;
  unchanged: number;
  /** Customers whom an earlier delivery named, and who are told to have nothing. */
  vanishedCustomers: number;
  /** Errors that an earlier delivery had. Nobody is told. */
  vanishedErrors: number;
}

type Services = Pick<RunServices, "workspace" | "job" | "now" | "ledger" | "queue" | "leaseSeconds" | "beginApply">;

/**
 * Sends what a day says that was not said before, once `writeDown` has written all of it: whoever dies before that has sent nothing, and
 * whoever dies later is followed by a run that says the same.
 * @throws AppError unavailable while another run has the day; conflict after a later one that said something else
 */
export async function tellDay(
  { services, signal }: { services: Services; signal: AbortSignal },
  day: ReadDay,
  writeDown: () => Promise<void>,
): Promise<ToldDay> {
  const messageDay = { workspace: services.workspace, day: day.date };
  const held = await HeldDay.take(services, messageDay, signal);
  try {
    const decisions = await decideMessages({ ...services, day: messageDay, date: day.date, signal }, day.messages);
    for (const { customer, decision } of decisions.vanished) {
      day.tally.addVanished(customer);
      decisions.customers.push(decision);
    }
    await writeDown();
    if (isToSend(decisions)) {
      await held.begin();
      await sendMessages({ services, day: messageDay, date: day.date, held, signal }, outgoingOf(day, decisions));
    }
    await held.end({ told: true });
    return toTold(day, decisions);
  } catch (error) {
    // A day that cannot be given back now is free when the hold ends.
    await Promise.allSettled([held.end({ told: false })]);
    throw error;
  }
}

/** All that a day says: customers by their references, then errors. */
export function* messagesInOrder(messages: SetMessages): Generator<SetMessage> {
  for (const index of messages.customersInOrder()) yield messages.customerAt(index);
  for (let index = 0; index < messages.errors; index++) yield messages.errorAt(index);
}

function isToSend({ customers, errors }: Decisions): boolean {
  return [customers, errors].some((decisions) => decisions.some((decision) => decision !== 0));
}

function* outgoingOf({ messages }: ReadDay, { customers, errors }: Decisions): Generator<Outgoing> {
  for (const index of messages.customersInOrder()) {
    const decision = customers[index] ?? 0;
    if (decision !== 0) yield toOutgoing(messages.customerAt(index), decision);
  }
  for (const [index, decision] of errors.entries()) if (decision !== 0) yield toOutgoing(messages.errorAt(index), decision);
}

function toOutgoing(message: SetMessage, decision: number): Outgoing {
  return { message, revision: Math.abs(decision), isStored: decision < 0 };
}

function toTold({ messages }: ReadDay, { ownMessages, vanished, vanishedErrors }: Decisions): ToldDay {
  const all = messages.customers + messages.errors;
  return { sent: ownMessages, unchanged: all - ownMessages, vanishedCustomers: vanished.length, vanishedErrors };
}
