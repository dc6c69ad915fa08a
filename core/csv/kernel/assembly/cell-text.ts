import { sameBytes } from "./same-bytes";

const doubledFlag: u32 = 0x8000_0000;
const backslash: u8 = 0x5c;
const multiplier: u32 = 0x9e37_79b1;

/** The flags of the cell that is looked at, and the quote that they speak of. */
let flags: u32 = 0;
let quote: u32 = 0;

export function startCell(cellFlags: u32, sourceQuote: u32): void {
  flags = cellFlags;
  quote = sourceQuote;
}

/** Whether the byte at `at` only stands in front of the next one, as an escape. */
export function isFolded(at: usize, end: usize): bool {
  if (at + 1 >= end) return false;
  const byte = <u32>load<u8>(at);
  const next = <u32>load<u8>(at, 1);
  if (flags & doubledFlag) return byte == quote && next == quote;
  return byte == backslash && (next == quote || next == backslash);
}

/** Characters (code points) of the cell. */
export function countCharacters(at: usize, end: usize): u32 {
  let count: u32 = 0;
  for (; at < end; at++) {
    if (flags != 0 && isFolded(at, end)) at++;
    count += u32((load<u8>(at) & 0xc0) != 0x80);
  }
  return count;
}

/** Whether the cell is in a set: a table of two words (address, length), 0 for free places, at the hash of each member. */
export function isMember(at: usize, end: usize, set: usize, mask: u32, longest: u32): bool {
  if (flags != 0) return isFoldedMember(at, end, set, mask, longest);
  const length = u32(end - at);
  if (length > longest) return false;
  for (let slot = hash(at, length) & mask; load<u32>(set + (slot << 3)) != 0; slot = (slot + 1) & mask) {
    const entry = set + (slot << 3);
    if (load<u32>(entry, 4) == length && sameBytes(load<u32>(entry), at, length)) return true;
  }
  return false;
}

function hash(at: usize, length: u32): u32 {
  let value: u32 = 0;
  for (; length >= 4; length -= 4, at += 4) value = mix(value, load<u32>(at));
  if (length > 0) value = mix(value, load<u32>(at) & ((1 << (length << 3)) - 1));
  return value;
}

// @ts-ignore: decorator
@inline
function mix(value: u32, word: u32): u32 {
  value = (value ^ word) * multiplier;
  return value ^ (value >>> 15);
}

function isFoldedMember(start: usize, end: usize, set: usize, mask: u32, longest: u32): bool {
  let value: u32 = 0;
  let word: u32 = 0;
  let length: u32 = 0;
  for (let at = start; at < end; at++, length++) {
    if (isFolded(at, end)) at++;
    word |= <u32>load<u8>(at) << ((length & 3) << 3);
    if ((length & 3) != 3) continue;
    value = mix(value, word);
    word = 0;
  }
  if (length > longest) return false;
  if (length & 3) value = mix(value, word);
  for (let slot = value & mask; load<u32>(set + (slot << 3)) != 0; slot = (slot + 1) & mask) {
    const entry = set + (slot << 3);
    if (load<u32>(entry, 4) == length && sameFolded(start, end, load<u32>(entry))) return true;
  }
  return false;
}

function sameFolded(at: usize, end: usize, member: usize): bool {
  for (; at < end; at++, member++) {
    if (isFolded(at, end)) at++;
    if (load<u8>(at) != load<u8>(member)) return false;
  }
  return true;
}
