import { bitsOf, lowBits, word } from "./call";
import { beginQuotes, faultyBlock, inQuotes, maskQuoted, quoteIsOpen, takeDoubled } from "./quoted-block";
import { beginRecords, recordField, recordStart, stopEnd, stopFull, stopMore, stopOdd, takeLine, takeRecord, tellRecords } from "./records";

const lf: u8 = 0x0a;

/** `Kernel.scan`: 64 bytes at a time become bits of structure, and each bit a field. Answers why it stopped. */
export function scan(): u32 {
  const from: usize = word(0);
  const to: usize = word(1);
  const fieldsEnd: usize = word(13) + (word(14) << 3);
  const quote = word(4);
  const delimiters = i8x16.splat(u8(word(3)));
  const quotes = i8x16.splat(u8(quote));
  const lfs = i8x16.splat(lf);
  const hasQuotes: u64 = quote < 256 ? ~(0 as u64) : 0;
  beginRecords(from);
  beginQuotes();
  let cell = from;
  let field = recordField;
  let short = false;
  for (let at = from; at < to; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    let structure = bitsOf(
      v128.or(i8x16.eq(a, delimiters), i8x16.eq(a, lfs)),
      v128.or(i8x16.eq(b, delimiters), i8x16.eq(b, lfs)),
      v128.or(i8x16.eq(c, delimiters), i8x16.eq(c, lfs)),
      v128.or(i8x16.eq(d, delimiters), i8x16.eq(d, lfs)),
    );
    let quoted = bitsOf(i8x16.eq(a, quotes), i8x16.eq(b, quotes), i8x16.eq(c, quotes), i8x16.eq(d, quotes)) & hasQuotes;
    const there = lowBits(to - at);
    structure &= there;
    quoted &= there;
    const plain = (quoted | u64(quoteIsOpen)) == 0;
    if (!plain) structure = maskQuoted(at, structure, quoted, there, cell);
    if (field + 512 > fieldsEnd && field + usize(popcnt(structure) << 3) > fieldsEnd) {
      structure = lowestBits(structure, (fieldsEnd - field) >> 3);
      short = true;
    }
    while (structure != 0) {
      const end = at + usize(ctz(structure));
      if (plain) {
        store<u64>(field, u64(cell) | (u64(end) << 32));
      } else {
        const within = usize(u32(load<u8>(cell)) == quote);
        store<u32>(field, cell + within);
        store<u32>(field, (end - within) | takeDoubled(structure), 4);
      }
      structure &= structure - 1;
      field += 8;
      if (load<u8>(end) == lf) {
        const stop = takeLine(end, field);
        if (stop != 0) return tellRecords(stop, recordStart);
        field = recordField;
      }
      cell = end + 1;
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
  store<u32>(field, (to - within) | takeDoubled(~(0 as u64) << 63), 4);
  const stop = takeRecord(to, to, 0, field + 8);
  return tellRecords(stop == 0 ? stopEnd : stop, recordStart);
}

function lowestBits(bits: u64, count: usize): u64 {
  let rest = bits;
  for (let index: usize = 0; index < count; index++) rest &= rest - 1;
  return bits ^ rest;
}
