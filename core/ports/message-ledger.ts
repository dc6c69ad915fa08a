/** Messages of one day that belong together: what one delivery of the day says replaces what an earlier one said. */
export interface MessageDay {
  workspace: string;
  /** YYYYMMDD, and whatever else sets the day's files apart from others of that date. */
  day: string;
}

/** A message that was decided on. */
export interface LedgerEntry {
  id: string;
  /** 1 for the first of its id. */
  revision: number;
  type: "customer_message" | "error_message";
  /** Null where the message is about nobody known. */
  customer: string | null;
  /** What it says, in short: a message that says the same again is not sent again. */
  says: string;
  sent: boolean;
  /** The job that decided on it. */
  job: string;
}

/** Who may decide on a day's messages and send them: one run at a time. */
export interface DayHold {
  /** Grows with each taking: a run that holds an older one has lost the day. */
  token: number;
  /** The latest job that began to send; job ids sort by time. */
  lastJob: string | null;
  /** Whether it came to its end. */
  finished: boolean;
}

export interface HoldRequest {
  job: string;
  now: Date;
  until: Date;
}

/** The ledger knows its messages in this many parts, by the first digit of their ids. */
export const ledgerParts = 16;

export interface MessageLedger {
  /**
   * Takes the day, at once from an earlier run of the same job or when the other's time is up. Null while another run holds it; may
   * wait for it before it answers so.
   */
  take(day: MessageDay, request: HoldRequest, signal: AbortSignal): Promise<DayHold | null>;
  /** Holds the day longer, or no longer, and says how far it is; false when it was lost. */
  keep(day: MessageDay, hold: { token: number; until: Date; lastJob?: string; finished?: boolean }): Promise<boolean>;
  /** A part's messages in all their revisions, those of one message side by side and in order. `cursor` is absent at the end. */
  read(
    day: MessageDay,
    query: { part: number; cursor?: string | undefined },
    signal: AbortSignal,
  ): Promise<{ entries: LedgerEntry[]; cursor?: string }>;
  /** Stores entries, over those of the same id and revision; settles when all are stored. */
  write(day: MessageDay, entries: readonly LedgerEntry[], signal: AbortSignal): Promise<void>;
}

export function ledgerPartOf(id: string): number {
  return Number.parseInt(id.charAt(0), 16);
}
