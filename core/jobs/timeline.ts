import type { TimelineEntry } from "./job.ts";

export const maxTimelineEntries = 50;

/** Appends, and stays small: the oldest notes go first, then the oldest entry after the first. */
export function appendEntries(timeline: readonly TimelineEntry[], entries: readonly TimelineEntry[]): TimelineEntry[] {
  const all = [...timeline, ...entries];
  while (all.length > maxTimelineEntries) {
    const note = all.findIndex((entry) => entry.kind === "noted");
    all.splice(note === -1 ? 1 : note, 1);
  }
  return all;
}
