import { backslashAt, lastControlAt, quoteAt, repeat } from "./call";
import { foldedBy, foldsWith } from "./folded";
import { finish, offset, part, pause, writeText } from "./place";
import { endMask } from "./table";

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** Bits of the bytes that JSON escapes: controls, quote, backslash. */
// @ts-ignore: decorator
@inline
export function specialsOfJson(bytes: v128): u32 {
  return specialsAmong(bytes, repeat(quoteAt), repeat(backslashAt), repeat(lastControlAt));
}

/** The same in a loop that keeps what to compare with. */
// @ts-ignore: decorator
@inline
export function specialsAmong(bytes: v128, quotes: v128, backslashes: v128, lastControls: v128): u32 {
  return u32(
    i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)),
        i8x16.le_u(bytes, lastControls),
      ),
    ),
  );
}

/**
 * Writes a cell with its escapes. `offset` counts its source bytes, `part` is 1 + 2 × the bytes that are written of what
 * stands for the next.
 */
export function writeJsonCell(field: usize, out: usize, outEnd: usize): usize {
  const start: usize = load<u32>(field);
  const info = load<u32>(field, 4);
  const end: usize = info & endMask;
  const first = foldedBy(info);
  const folded = i8x16.splat(u8(first));
  const folds: u32 = first < 256 ? 0xffff : 0;
  let at = start + offset;
  let written = part >> 1;
  while (at < end) {
    let run: usize = 16;
    while (written == 0 && run == 16 && out + 16 <= outEnd) {
      const bytes = v128.load(at);
      v128.store(out, bytes);
      const stops = specialsOfJson(bytes) | (u32(i8x16.bitmask(i8x16.eq(bytes, folded))) & folds);
      run = min(usize(ctz(stops | 0x10000)), end - at);
      at += run;
      out += run;
      if (at >= end) break;
    }
    if (at >= end) break;
    let step: usize = 1;
    if (u32(load<u8>(at)) == first && at + 1 < end && foldsWith(load<u8>(at, 1), info)) step = 2;
    const text = escapeOf(load<u8>(at + step - 1));
    const length = lengthOf(text);
    const before = written;
    written = writeText(text, length, before, out, outEnd);
    out += written - before;
    if (written < length) {
      pause(1 | (written << 1), at - start);
      return out;
    }
    written = 0;
    at += step;
  }
  finish(0);
  return out;
}

/** The bytes that stand for a byte in JSON, the first lowest. */
function escapeOf(byte: u8): u64 {
  if (byte == quote || byte == backslash) return (u64(byte) << 8) | backslash;
  if (byte >= 0x20) return byte;
  const letter: u64 = byte == 0x08 ? 0x62 : byte == 0x09 ? 0x74 : byte == 0x0a ? 0x6e : byte == 0x0c ? 0x66 : byte == 0x0d ? 0x72 : 0;
  if (letter != 0) return (letter << 8) | backslash;
  return (u64(hexDigit(byte & 15)) << 40) | (u64(hexDigit(byte >> 4)) << 32) | 0x3030_755c;
}

function hexDigit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

function lengthOf(text: u64): u32 {
  return text < 0x100 ? 1 : text < 0x1_0000 ? 2 : 6;
}
