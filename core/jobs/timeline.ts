import type { TimelineEntry } from "./job.ts";

export const maxTimelineEntries = 50;
/** Messages name files, whose names may be long. */
const maxMessageLength = 500;

/** Appends, and stays small: the oldest notes go first, then the oldest entry after the first. */
export function appendEntries(timeline: readonly TimelineEntry[], entries: readonly TimelineEntry[]): TimelineEntry[] {
  const all = [...timeline, ...entries.map(cutShort)];
  while (all.length > maxTimelineEntries) {
    const note = all.findIndex(({ kind }) => kind === "noted" || kind === "corrected");
    all.splice(note === -1 ? 1 : note, 1);
  }
  return all;
}

function cutShort(entry: TimelineEntry): TimelineEntry {
  const { message = "" } = entry;
  return message.length > maxMessageLength ? { ...entry, message: `${message.slice(0, maxMessageLength - 1)}…` } : entry;
}
