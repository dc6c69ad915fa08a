import { carriageReturnAt, lfAt, quoteAt, repeat, setWord, word } from "./call";
import { foldedBy, foldsWith } from "./folded";
import { done, finish, offset, part, pause, writeText } from "./place";
import { doubledFlag, endMask } from "./table";

const quote: u8 = 0x22;
const apostrophe: u8 = 0x27;

/** What `part` says, in its lowest four bits; above them, the bytes written of what stands for the next. */
const opening: u32 = 1;
const plainText: u32 = 2;
const quotedText: u32 = 3;
const closing: u32 = 4;

/** The very first cell of the file has not been written yet. */
export let atFileStart: u32 = 0;
let neutralised: u32 = 0;

export function beginCells(): void {
  atFileStart = word(10);
  neutralised = word(12);
}

export function tellCells(): void {
  setWord(10, atFileStart);
  setWord(12, neutralised);
}

/** Bits of the bytes that need quotes around their cell: delimiter, quote, CR, LF. */
// @ts-ignore: decorator
@inline
export function specialsOfDelimited(bytes: v128, delimiters: v128, quotes: v128, lfs: v128, crs: v128): u32 {
  return u32(
    i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes)),
        v128.or(i8x16.eq(bytes, lfs), i8x16.eq(bytes, crs)),
      ),
    ),
  );
}

// @ts-ignore: decorator
@inline
export function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x09;
}

/** A spreadsheet would run what starts with = + - @ TAB CR: https://owasp.org/www-community/attacks/CSV_Injection */
export function startsFormula(start: usize, length: u32): bool {
  if (length == 0) return false;
  const first = load<u8>(start);
  return first == 0x3d || first == 0x2b || first == 0x2d || first == 0x40 || first == 0x09 || first == 0x0d;
}

/** Writes a cell; `field` is 0 for an empty one, `sole` says that its row has no other. `offset` counts its source bytes. */
export function writeDelimitedCell(field: usize, sole: bool, out: usize, outEnd: usize): usize {
  const start: usize = field ? usize(load<u32>(field)) : 0;
  const info: u32 = field ? load<u32>(field, 4) : 0;
  const end: usize = info & endMask;
  if ((part & 15) == opening) {
    out = writeOpening(firstReal(start, end, info), end, sole, out, outEnd);
    if (!done) return out;
  }
  if ((part & 15) != closing) {
    out = writeContent(start, end, info, out, outEnd);
    if (!done || part != closing) return out;
  }
  if (out >= outEnd) {
    pause(closing, 0);
    return out;
  }
  store<u8>(out, quote);
  finish(0);
  return out + 1;
}

/** Writes a cell of at most 32 bytes that is known to need quotes, and no others within than its doubled ones; else answers 0. */
export function writeShortQuoted(field: usize, out: usize): usize {
  const start: usize = load<u32>(field);
  const info = load<u32>(field, 4);
  const length = (info & endMask) - u32(start);
  if (length > 32) return 0;
  const text = v128.load(start);
  const more = v128.load(start, 16);
  const quotes = repeat(quoteAt);
  const places = u32(i8x16.bitmask(i8x16.eq(text, quotes))) | (u32(i8x16.bitmask(i8x16.eq(more, quotes))) << 16);
  const doubled = info > endMask;
  if (doubled && (info < doubledFlag || word(3) != quote)) return 0;
  if (u32(ctz(places)) < length != doubled) return 0;
  store<u8>(out, quote);
  v128.store(out, text, 1);
  v128.store(out, more, 17);
  store<u8>(out + length, quote, 1);
  return out + length + 2;
}

/** Where the cell's first byte stands: an escape in front of it is none of the cell. */
function firstReal(start: usize, end: usize, info: u32): usize {
  if (start + 1 >= end || u32(load<u8>(start)) != foldedBy(info)) return start;
  return foldsWith(load<u8>(start, 1), info) ? start + 1 : start;
}

/** The quote that opens the cell, and the apostrophe that keeps a spreadsheet from running it. */
function writeOpening(start: usize, end: usize, sole: bool, out: usize, outEnd: usize): usize {
  const formula = word(11) != 0 && startsFormula(start, u32(end - start));
  const quoted = needsQuotes(start, end, sole, formula);
  const text: u64 = quoted ? (u64(apostrophe) << 8) | quote : apostrophe;
  const length = u32(quoted) + u32(formula);
  const before = part >> 4;
  const written = writeText(text, length, before, out, outEnd);
  if (written < length) {
    pause(opening | (written << 4), 0);
  } else {
    neutralised += u32(formula);
    atFileStart = 0;
    finish(quoted ? quotedText : plainText);
  }
  return out + (written - before);
}

function needsQuotes(start: usize, end: usize, sole: bool, formula: bool): bool {
  if (start == end) return sole;
  if ((!formula && isBlank(load<u8>(start))) || isBlank(load<u8>(end - 1))) return true;
  if (atFileStart != 0 && startsLikeNoCell(start, end)) return true;
  const delimiters = i8x16.splat(u8(word(8)));
  const quotes = repeat(quoteAt);
  const lfs = repeat(lfAt);
  const crs = repeat(carriageReturnAt);
  for (let at = start; at < end; at += 16) {
    if (usize(ctz(specialsOfDelimited(v128.load(at), delimiters, quotes, lfs, crs) | 0x10000)) < min(<usize>16, end - at)) return true;
  }
  return false;
}

/** At the start of a file, U+FEFF would be read as a byte order mark and # as the start of a comment. */
function startsLikeNoCell(start: usize, end: usize): bool {
  if (load<u8>(start) == 0x23) return true;
  return end - start >= 3 && load<u8>(start) == 0xef && load<u8>(start, 1) == 0xbb && load<u8>(start, 2) == 0xbf;
}

/** The cell's text, its quotes doubled if it is quoted: then the closing quote is next. */
function writeContent(start: usize, end: usize, info: u32, out: usize, outEnd: usize): usize {
  const state = part & 15;
  const first = foldedBy(info);
  const folded = i8x16.splat(u8(first));
  const folds: u32 = first < 256 ? 0xffff : 0;
  const quotes = repeat(quoteAt);
  let at = start + offset;
  let written = part >> 4;
  while (at < end) {
    let run: usize = 16;
    while (written == 0 && run == 16 && out + 16 <= outEnd) {
      const bytes = v128.load(at);
      v128.store(out, bytes);
      const stops = u32(i8x16.bitmask(i8x16.eq(bytes, quotes))) | (u32(i8x16.bitmask(i8x16.eq(bytes, folded))) & folds);
      run = min(usize(ctz(stops | 0x10000)), end - at);
      at += run;
      out += run;
      if (at >= end) break;
    }
    if (at >= end) break;
    let step: usize = 1;
    if (u32(load<u8>(at)) == first && at + 1 < end && foldsWith(load<u8>(at, 1), info)) step = 2;
    const byte = load<u8>(at + step - 1);
    const text: u64 = byte == quote ? (u64(quote) << 8) | quote : byte;
    const length: u32 = byte == quote ? 2 : 1;
    const before = written;
    written = writeText(text, length, before, out, outEnd);
    out += written - before;
    if (written < length) {
      pause(state | (written << 4), at - start);
      return out;
    }
    written = 0;
    at += step;
  }
  finish(state == quotedText ? closing : 0);
  return out;
}
