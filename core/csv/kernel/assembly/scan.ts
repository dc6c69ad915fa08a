import { bitsOf, lfAt, lowBits, repeat, word } from "./call";
import { beginQuotes, faultyBlock, flagDoubled, hasDoubled, isClosedAt, lastDoubled, maskQuoted, quoteIsOpen } from "./quoted-block";
import { isOddAtEnd, stopAtLine, stopEnd, stopFull, stopMore, stopOdd, storeRecord, tellRecords } from "./records";
import { writeCells, writePlainCells } from "./write-cells";

/**
 * `Kernel.scan`, answers why it stopped: 64 bytes at a time become bits of structure, all their bits fields, and the line ends
 * among them records. What is rare is asked for by one question a block and one a record. It is one long function so that
 * all it counts stays in registers.
 */
export function scan(): u32 {
  const from: usize = word(0);
  const to: usize = word(1);
  const quote = word(4);
  const endsInCrlf = word(5);
  const comment = word(6);
  const widthBytes = word(7) << 3;
  const widthMask: u32 = word(7) != 0 ? 0xffff_ffff : 0;
  const maxBytes: usize = word(8);
  const stopAtOther = word(10);
  const recordsEnd: usize = word(11) + (word(12) << 4);
  const fieldsAt: usize = word(13);
  const fieldsEnd: usize = fieldsAt + (word(14) << 3);
  const delimiters = i8x16.splat(u8(word(3)));
  const quotes = i8x16.splat(u8(quote));
  const hasQuotes: u64 = quote < 256 ? ~(0 as u64) : 0;
  const lfs = repeat(lfAt);
  let record: usize = word(11) + (word(15) << 4);
  let recordStart = from;
  let recordField: usize = fieldsAt + (word(16) << 3);
  let field = recordField;
  let cell = from;
  let blankLines: u32 = 0;
  let otherLineEnds: u32 = 0;
  let stop: u32 = 0;
  beginQuotes();
  for (let at = from; at < to && stop == 0; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const aEnd = i8x16.eq(a, lfs);
    const bEnd = i8x16.eq(b, lfs);
    const cEnd = i8x16.eq(c, lfs);
    const dEnd = i8x16.eq(d, lfs);
    const lineEnds = bitsOf(aEnd, bEnd, cEnd, dEnd);
    const aQuote = i8x16.eq(a, quotes);
    const bQuote = i8x16.eq(b, quotes);
    const cQuote = i8x16.eq(c, quotes);
    const dQuote = i8x16.eq(d, quotes);
    const there = lowBits(to - at);
    let structure =
      bitsOf(
        v128.or(i8x16.eq(a, delimiters), aEnd),
        v128.or(i8x16.eq(b, delimiters), bEnd),
        v128.or(i8x16.eq(c, delimiters), cEnd),
        v128.or(i8x16.eq(d, delimiters), dEnd),
      ) & there;
    const plain = !v128.any_true(v128.or(v128.or(aQuote, bQuote), v128.or(cQuote, dQuote))) && !quoteIsOpen;
    if (!plain) {
      const quoted = bitsOf(aQuote, bQuote, cQuote, dQuote) & there & hasQuotes;
      structure = maskQuoted(at, structure, quoted, there, cell, recordStart);
      if (faultyBlock) stop = stopOdd;
    }
    if (field + 512 > fieldsEnd && field + (usize(popcnt(structure)) << 3) > fieldsEnd) {
      structure = lowestBits(structure, (fieldsEnd - field) >> 3);
      stop = stopFull;
    }
    if (structure == 0) continue;
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
      const lineEnd = at + usize(ctz(ends));
      const next = first + (usize(popcnt(structure & (ends ^ (ends - 1)))) << 3);
      const cr = u32(load<u8>(lineEnd - 1) == 0x0d) & u32(lineEnd > recordStart);
      const end = lineEnd - cr;
      const other = cr ^ endsInCrlf;
      const rare =
        (((u32(next) - u32(recordField)) ^ widthBytes) & widthMask) |
        u32(end - recordStart - 1 >= maxBytes) |
        u32(u32(load<u8>(recordStart)) == comment) |
        (other & stopAtOther) |
        u32(record >= recordsEnd);
      if (rare != 0) {
        const why = stopAtLine(recordStart, end, other, record < recordsEnd);
        if (why != 0) {
          stop = why;
          break;
        }
        // A blank line is no record: what was taken for its field goes.
        memory.copy(recordField, next, field - next);
        first -= 8;
        field -= 8;
        blankLines++;
      } else {
        // The last field reached up to the LF.
        store<u32>(next - 8, load<u32>(next - 8, 4) - cr, 4);
        storeRecord(record, recordStart, end, (recordField - fieldsAt) >> 3, (next - recordField) >> 3);
        record += 16;
        recordField = next;
      }
      otherLineEnds += other;
      recordStart = lineEnd + 1;
    }
  }
  if (stop == 0 && recordStart < to) {
    stop = word(2) ? endFile(cell, to, field, recordStart, recordField) : to - recordStart > maxBytes + 2 ? stopOdd : stopMore;
    if (stop == stopEnd) {
      if (record < recordsEnd) {
        storeRecord(record, recordStart, to, (recordField - fieldsAt) >> 3, (field + 8 - recordField) >> 3);
        record += 16;
        recordField = field + 8;
        recordStart = to;
      } else {
        stop = stopFull;
      }
    }
  }
  tellRecords(recordStart, record, recordField, blankLines, otherLineEnds);
  return stop == 0 ? stopEnd : stop;
}

/** Writes the last field of a record that has no line end, or answers why not. */
function endFile(cell: usize, to: usize, field: usize, recordStart: usize, recordField: usize): u32 {
  if (field + 8 > word(13) + (word(14) << 3)) return stopFull;
  const within = usize(quoteIsOpen);
  if (quoteIsOpen && !isClosedAt(to)) return stopOdd;
  store<u32>(field, cell + within);
  store<u32>(field, (to - within) | lastDoubled(), 4);
  return isOddAtEnd(recordStart, to, (field + 8 - recordField) >> 3) ? stopOdd : stopEnd;
}

function lowestBits(bits: u64, count: usize): u64 {
  let rest = bits;
  for (let index: usize = 0; index < count; index++) rest &= rest - 1;
  return bits ^ rest;
}
