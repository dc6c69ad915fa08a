/** Places in `rejects.ndjson`, from 0: both ends belong to a range. Ascending, and never side by side. */
export type RejectRanges = readonly (readonly [from: number, to: number])[];

/** Of one re-run; a job remembers them, and must stay small. */
export const maxRangesText = 16_000;

const pattern = /^\d{1,12}(?:-\d{1,12})?$/;

/** Reads `0-8,11`; null where it is no list of places in ascending order. */
export function parseRanges(text: string): RejectRanges | null {
  const ranges: [number, number][] = [];
  for (const part of text.split(",")) {
    if (!pattern.test(part)) return null;
    const [from = 0, to = from] = part.split("-").map(Number);
    const last = ranges.at(-1);
    if (to < from || (last !== undefined && from <= last[1])) return null;
    if (last !== undefined && from === last[1] + 1) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

export function formatRanges(ranges: RejectRanges): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(",");
}

/** Ascending places as ranges. */
export function toRanges(places: Iterable<number>): RejectRanges {
  const ranges: [number, number][] = [];
  for (const place of places) {
    const last = ranges.at(-1);
    if (last !== undefined && place === last[1] + 1) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges;
}

export function countRanges(ranges: RejectRanges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** Whether a place is in one of them; by halving, since it is asked for each of very many rows. */
export function isInRanges(ranges: RejectRanges, place: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [from, to] = ranges[middle] ?? [0, -1];
    if (place < from) high = middle;
    else if (place > to) low = middle + 1;
    else return true;
  }
  return false;
}

export function doRangesMeet(a: RejectRanges, b: RejectRanges): boolean {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [aFrom, aTo] = a[i] ?? [0, 0];
    const [bFrom, bTo] = b[j] ?? [0, 0];
    if (aTo < bFrom) i++;
    else if (bTo < aFrom) j++;
    else return true;
  }
  return false;
}

/** All places of several lists. */
export function joinRanges(lists: readonly RejectRanges[]): RejectRanges {
  const joined: [number, number][] = [];
  for (const [from, to] of lists.flat().sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
