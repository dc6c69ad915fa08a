const lf = 10;
const cr = 13;

/** Where a line's text ends and the next line starts; the same place when the file ends there. */
export interface LineExtent {
  end: number;
  next: number;
}

/**
 * The end of the physical line in [from, to): LF, CRLF, and if `loneCr` also CR. `final`: nothing follows after `to`. Null when it
 * is not there, or cannot be told yet.
 */
export function findLineEnd(bytes: Uint8Array, from: number, to: number, options: { final: boolean; loneCr: boolean }): LineExtent | null {
  const { final, loneCr } = options;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > cr) continue;
    if (byte === lf) return { end: at > from && bytes[at - 1] === cr ? at - 1 : at, next: at + 1 };
    if (byte !== cr || !loneCr) continue;
    if (at + 1 === to && !final) return null;
    return { end: at, next: at + 1 < to && bytes[at + 1] === lf ? at + 2 : at + 1 };
  }
  return final ? { end: to, next: to } : null;
}

/** How the line that ends in [end, next) does so; null at the end of the file. */
export function lineEndAt(bytes: Uint8Array, end: number, next: number): "lf" | "crlf" | "cr" | null {
  if (next === end) return null;
  return next - end === 2 ? "crlf" : bytes[end] === lf ? "lf" : "cr";
}

/** Bytes of the line end that stands at `end`; 0 when there is none before `to`. */
export function lineEndLength(bytes: Uint8Array, end: number, to: number): number {
  if (end >= to) return 0;
  if (bytes[end] === lf) return 1;
  if (bytes[end] !== cr) return 0;
  return end + 1 < to && bytes[end + 1] === lf ? 2 : 1;
}

/** The end of a line that is not held: `found`, or all before `next` is part of it. */
export function skipLine(
  bytes: Uint8Array,
  from: number,
  to: number,
  options: { final: boolean; loneCr: boolean },
): LineExtent & { found: boolean } {
  const line = findLineEnd(bytes, from, to, options);
  if (line) return { ...line, found: true };
  const next = to > from && bytes[to - 1] === cr ? to - 1 : to;
  return { end: next, next, found: false };
}
