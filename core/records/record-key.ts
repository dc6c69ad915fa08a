import { utf8Length } from "./utf8-length.ts";

/** A partition key has 2,048 bytes at most; what names the workspace and the dataset comes in front of it. */
export const maxKeyBytes = 1900;
/** A sort key has 1,024 bytes at most. */
const maxPlaceBytes = 1000;
const hashLength = 16;

/** The key of a record: its cells, each behind its length in bytes, so that `a`, `bc` is another key than `ab`, `c`. */
export function toKey(cells: readonly string[]): string {
  return cells.map((cell) => `${utf8Length(cell)}:${cell}`).join("");
}

/** The cells that a key was made of. */
export function keyCells(key: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at < key.length; ) {
    const colon = key.indexOf(":", at);
    const end = endOf(key, colon + 1, Number(key.slice(at, colon)));
    cells.push(key.slice(colon + 1, end));
    at = end;
  }
  return cells;
}

/** As many characters as take so many bytes. */
function endOf(text: string, start: number, bytes: number): number {
  let end = start;
  for (let left = bytes; left > 0 && end < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    left -= utf8Length(character);
    end += character.length;
  }
  return end;
}

/**
 * Where a record stands among the others when they are in order: its cells, one behind the other. What would not fit, or could be
 * taken for another's, is told apart by a hash behind it.
 */
export function toPlace(cells: readonly string[]): string {
  const joined = cells.join("\0");
  if (utf8Length(joined) <= maxPlaceBytes && !cells.some((cell) => cell.includes("\0"))) return joined;
  const room = maxPlaceBytes - hashLength - 2;
  let cut = joined.slice(0, room);
  while (utf8Length(cut) > room) cut = cut.slice(0, -1);
  return `${cut.toWellFormed() === cut ? cut : cut.slice(0, -1)}\0\0${hashOf(toKey(cells))}`;
}

/** By bytes of UTF-8, as places are ordered where they are stored. */
export function comparePlaces(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return orderOf(one) - orderOf(other);
  }
  return a.length - b.length;
}

/** Halves of a pair come behind everything else that is one code unit. */
function orderOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A number of 32 bits that says little about the key but always the same. */
export function keyHash(key: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function hashOf(key: string): string {
  return [keyHash(key), keyHash(key, 0x9747b28c)].map((half) => half.toString(16).padStart(8, "0")).join("");
}
