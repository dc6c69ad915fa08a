import { bitsEqual, carriageReturnAt, lfAt, repeat, word } from "./call";
import { doubledFlag } from "./table";

/** Bits of the block whose quote is the second of a doubled one. */
let doubledBits: u64 = 0;
/** What the cell that goes on over the end of a block has of them: `doubledFlag` or 0. */
let doubledSoFar: u32 = 0;
/** All bits set within quotes, at the end of the block. */
let inQuotes: u64 = 0;
/** The cell that goes on over the end of the block is a quoted one. */
export let quoteIsOpen: bool = false;
/** The record that goes on behind the structure of this block is odd. */
export let faultyBlock: bool = false;

/** Whether the block before ended in a quote, a closing quote, a CR after a closing quote. */
let lastQuote: u64 = 0;
let lastClose: u64 = 0;
let lastCr: u64 = 0;
/** The last line end seen within quotes. */
let innerLineEnd: usize = 0;

export function beginQuotes(): void {
  doubledBits = 0;
  doubledSoFar = 0;
  inQuotes = 0;
  quoteIsOpen = false;
  faultyBlock = false;
  lastQuote = 0;
  lastClose = 0;
  lastCr = 0;
  innerLineEnd = 0;
}

// @ts-ignore: decorator
@inline
export function hasDoubled(): bool {
  return (doubledBits | u64(doubledSoFar)) != 0;
}

/** Flags those of a block's fields that hold doubled quotes; the first one stands at `first`. */
export function flagDoubled(structure: u64, first: usize): void {
  flagField(first, doubledSoFar);
  doubledSoFar = 0;
  const last = (1 as u64) << (63 - clz(structure));
  for (; doubledBits != 0 && (doubledBits & (0 - doubledBits)) < last; doubledBits &= doubledBits - 1) {
    const before = structure & ((doubledBits & (0 - doubledBits)) - 1);
    flagField(first + (usize(popcnt(before)) << 3), doubledFlag);
  }
}

function flagField(field: usize, flag: u32): void {
  store<u32>(field, load<u32>(field, 4) | flag, 4);
}

/** Whether the quoted cell that is open is closed by the byte before `end`. */
export function isClosedAt(end: usize): bool {
  return inQuotes == 0 && u32(load<u8>(end - 1)) == word(4);
}

/** The flag of the cell that the end of the file ends. */
export function lastDoubled(): u32 {
  return doubledBits != 0 ? doubledFlag : doubledSoFar;
}

/**
 * The structure of a block outside of its quotes, up to the first byte that makes a record odd: a quote that opens within a
 * cell, text after one that closes, a second line end within the quotes of a record.
 */
export function maskQuoted(at: usize, structure: u64, quotes: u64, there: u64, cell: usize, recordStart: usize): u64 {
  if (doubledBits != 0) doubledSoFar = doubledFlag;
  const inside = runningXor(quotes) ^ inQuotes;
  const opens = quotes & inside;
  const closes = quotes & ~inside;
  const afterQuote = (quotes << 1) | lastQuote;
  const afterClose = (closes << 1) | lastClose;
  const crs = bitsEqual(at, repeat(carriageReturnAt));
  const lfs = bitsEqual(at, repeat(lfAt));
  let outside = structure & ~inside;
  const crAfterClose = afterClose & crs;
  doubledBits = opens & afterQuote;
  let faults = opens & ~((outside << 1) | u64(cell == at) | afterQuote);
  faults |= afterClose & ~(outside | quotes | crs);
  faults |= ((crAfterClose << 1) | lastCr) & ~(outside & lfs);
  if (word(20) == 0) faults |= doubledBits;
  faults &= there;
  const innerLineEnds = structure & inside & lfs;
  if (innerLineEnds != 0) faults |= secondLineEnds(at, innerLineEnds, outside & lfs, recordStart);
  inQuotes = u64(i64(inside) >> 63);
  lastQuote = quotes >> 63;
  lastClose = closes >> 63;
  lastCr = crAfterClose >> 63;
  // Whichever has the highest bit came last.
  if ((quotes | outside) != 0) quoteIsOpen = quotes > outside;
  if (faults != 0) {
    faultyBlock = true;
    outside &= (faults & (0 - faults)) - 1;
  }
  return outside;
}

/** Which of the line ends within quotes are not the first of their record. */
function secondLineEnds(at: usize, innerLineEnds: u64, recordEnds: u64, recordStart: usize): u64 {
  let seconds: u64 = 0;
  for (let rest = innerLineEnds; rest != 0; rest &= rest - 1) {
    const place = at + usize(ctz(rest));
    const before = recordEnds & ((rest & (0 - rest)) - 1);
    const record = before == 0 ? recordStart : at + 64 - usize(clz(before));
    if (innerLineEnd >= record) seconds |= rest & (0 - rest);
    innerLineEnd = place;
  }
  return seconds;
}

/** Each bit the parity of itself and all lower ones. */
// @ts-ignore: decorator
@inline
function runningXor(bits: u64): u64 {
  let x = bits;
  x ^= x << 1;
  x ^= x << 2;
  x ^= x << 4;
  x ^= x << 8;
  x ^= x << 16;
  return x ^ (x << 32);
}
