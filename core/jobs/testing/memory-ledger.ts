import { type LedgerEntry, ledgerPartOf, type MessageDay, type MessageLedger } from "../../ports/message-ledger.ts";

interface Hold {
  token: number;
  holder: string;
  until: number;
  lastJob: string | null;
  finished: boolean;
}

export interface MemoryLedger extends MessageLedger {
  /** Every revision of every message. */
  all(): LedgerEntry[];
}

/** A ledger in memory, which does not wait. */
export function createMemoryLedger(): MemoryLedger {
  const holds = new Map<string, Hold>();
  const days = new Map<string, Map<string, LedgerEntry>>();
  const keyOf = ({ workspace, day }: MessageDay) => `${workspace}/${day}`;

  return {
    all: () => [...days.values()].flatMap((entries) => [...entries.values()]),
    async take(day, { job, now, until }) {
      const hold = holds.get(keyOf(day));
      if (hold && hold.holder !== job && hold.until > now.getTime()) return null;
      const { token = 0, lastJob = null, finished = true } = hold ?? {};
      holds.set(keyOf(day), { token: token + 1, holder: job, until: until.getTime(), lastJob, finished });
      return { token: token + 1, lastJob, finished };
    },
    async keep(day, { token, until, ...change }) {
      const hold = holds.get(keyOf(day));
      if (hold?.token !== token) return false;
      holds.set(keyOf(day), { ...hold, ...change, until: until.getTime() });
      return true;
    },
    async read(day, { part }) {
      const entries = [...(days.get(keyOf(day))?.values() ?? [])].filter(({ id }) => ledgerPartOf(id) === part);
      return { entries: structuredClone(entries.sort((a, b) => (a.id === b.id ? a.revision - b.revision : a.id < b.id ? -1 : 1))) };
    },
    async write(day, entries) {
      const stored = days.get(keyOf(day)) ?? new Map<string, LedgerEntry>();
      days.set(keyOf(day), stored);
      for (const entry of entries) stored.set(`${entry.id}/${entry.revision}`, structuredClone(entry));
    },
  };
}
