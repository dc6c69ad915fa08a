import { bitsOf, lfAt, lowBits, repeat, word } from "./call";
import { beginQuotes, faultyBlock, flagDoubled, hasDoubled, inQuotes, maskQuoted, quoteIsOpen, lastDoubled } from "./quoted-block";
import { beginRecords, recordField, recordStart, stopEnd, stopFull, stopMore, stopOdd, takeLine, takeRecord, tellRecords } from "./records";

/** `Kernel.scan`: 64 bytes at a time become bits of structure, and each bit a field. Answers why it stopped. */
export function scan(): u32 {
  const from: usize = word(0);
  const to: usize = word(1);
  const fieldsEnd: usize = word(13) + (word(14) << 3);
  const quote = word(4);
  const delimiters = i8x16.splat(u8(word(3)));
  const quotes = i8x16.splat(u8(quote));
  const lfs = repeat(lfAt);
  const hasQuotes: u64 = quote < 256 ? ~(0 as u64) : 0;
  beginRecords(from);
  beginQuotes();
  let cell = from;
  let field = recordField;
  for (let at = from; at < to; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const aEnd = i8x16.eq(a, lfs);
    const bEnd = i8x16.eq(b, lfs);
    const cEnd = i8x16.eq(c, lfs);
    const dEnd = i8x16.eq(d, lfs);
    const lineEnds = bitsOf(aEnd, bEnd, cEnd, dEnd);
    let quoted = bitsOf(i8x16.eq(a, quotes), i8x16.eq(b, quotes), i8x16.eq(c, quotes), i8x16.eq(d, quotes)) & hasQuotes;
    let structure = bitsOf(
      v128.or(i8x16.eq(a, delimiters), aEnd),
      v128.or(i8x16.eq(b, delimiters), bEnd),
      v128.or(i8x16.eq(c, delimiters), cEnd),
      v128.or(i8x16.eq(d, delimiters), dEnd),
    );
    if (at + 64 > to) {
      structure &= lowBits(to - at);
      quoted &= lowBits(to - at);
    }
    const plain = (quoted | u64(quoteIsOpen)) == 0;
    if (!plain) structure = maskQuoted(at, structure, quoted, lowBits(to - at), cell);
    let short = false;
    if (field + 512 > fieldsEnd && field + (usize(popcnt(structure)) << 3) > fieldsEnd) {
      structure = lowestBits(structure, (fieldsEnd - field) >> 3);
      short = true;
    }
    if (structure != 0) {
      let first = field;
      field = first + (usize(popcnt(structure)) << 3);
      if (plain) {
        writePlainCells(structure, at, cell, first, field);
      } else {
        writeCells(structure, at, cell, quote, first, field);
        if (hasDoubled()) flagDoubled(structure, first);
      }
      cell = at + 64 - usize(clz(structure));
      for (let ends = lineEnds & structure; ends != 0; ends &= ends - 1) {
        const next = first + (usize(popcnt(structure & (ends ^ (ends - 1)))) << 3);
        const stop = takeLine(at + usize(ctz(ends)), next);
        if (stop != 0) return tellRecords(stop, recordStart);
        if (recordField != next) {
          // A blank line is no record: what was taken for its field goes.
          memory.copy(recordField, next, field - next);
          first -= 8;
          field -= 8;
        }
      }
    }
    if (short) return tellRecords(stopFull, recordStart);
    if (faultyBlock) return tellRecords(stopOdd, recordStart);
  }
  if (recordStart == to) return tellRecords(stopEnd, to);
  if (word(2) == 0) return tellRecords(to - recordStart > word(8) + 2 ? stopOdd : stopMore, recordStart);
  return endFile(cell, to, field, fieldsEnd, quote);
}

/** The last record has no line end. */
function endFile(cell: usize, to: usize, field: usize, fieldsEnd: usize, quote: u32): u32 {
  let within: usize = 0;
  if (quoteIsOpen) {
    if (inQuotes != 0 || u32(load<u8>(to - 1)) != quote) return tellRecords(stopOdd, recordStart);
    within = 1;
  }
  if (field + 8 > fieldsEnd) return tellRecords(stopFull, recordStart);
  store<u32>(field, cell + within);
  store<u32>(field, (to - within) | lastDoubled(), 4);
  const stop = takeRecord(to, to, 0, field + 8);
  return tellRecords(stop == 0 ? stopEnd : stop, recordStart);
}

/** As `writeCells`, where there is no quote. */
// @ts-ignore: decorator
@inline
function writePlainCells(structure: u64, at: usize, from: usize, first: usize, last: usize): void {
  let rest = structure;
  let cell = from;
  for (let field = first; field < last; field += 32) {
    const end = at + usize(ctz(rest));
    rest &= rest - 1;
    const end2 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end3 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end4 = at + usize(ctz(rest));
    rest &= rest - 1;
    store<u32>(field, cell);
    store<u32>(field, end, 4);
    store<u32>(field, end + 1, 8);
    store<u32>(field, end2, 12);
    store<u32>(field, end2 + 1, 16);
    store<u32>(field, end3, 20);
    store<u32>(field, end3 + 1, 24);
    store<u32>(field, end4, 28);
    cell = end4 + 1;
  }
}

/** Writes the fields that end at the bits of `structure`, and over the end of those up to three more. */
// @ts-ignore: decorator
@inline
function writeCells(structure: u64, at: usize, from: usize, quote: u32, first: usize, last: usize): void {
  let rest = structure;
  let cell = from;
  for (let field = first; field < last; field += 32) {
    const end = at + usize(ctz(rest));
    rest &= rest - 1;
    const end2 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end3 = at + usize(ctz(rest));
    rest &= rest - 1;
    const end4 = at + usize(ctz(rest));
    rest &= rest - 1;
    writeCell(field, cell, end, quote);
    writeCell(field + 8, end + 1, end2, quote);
    writeCell(field + 16, end2 + 1, end3, quote);
    writeCell(field + 24, end3 + 1, end4, quote);
    cell = end4 + 1;
  }
}

/** The quotes around a cell lie outside of its field. */
// @ts-ignore: decorator
@inline
function writeCell(field: usize, start: usize, end: usize, quote: u32): void {
  const within = usize(u32(load<u8>(start)) == quote);
  store<u32>(field, start + within);
  store<u32>(field, end - within, 4);
}

function lowestBits(bits: u64, count: usize): u64 {
  let rest = bits;
  for (let index: usize = 0; index < count; index++) rest &= rest - 1;
  return bits ^ rest;
}
