import { carriageReturnAt, lfAt, quoteAt, repeat, spaceAt, tabAt, word } from "./call";
import { atFileStart, beginCells, isBlank, specialsOfDelimited, startsFormula, writeShortQuoted, tellCells, writeDelimitedCell } from "./delimited-cell";
import { beginPlace, done, finish, offset, part, pause, tellPlace, writeText } from "./place";
import { countMask, skipFlag } from "./table";

let columns: u32 = 0;
let width: u32 = 0;
let projectionAt: usize = 0;
let columnReached: u32 = 0;

/** `Kernel.encode` to delimited text: short cells that need no quotes in one go, all else step by step. */
export function encodeDelimited(out: usize, outEnd: usize): usize {
  columns = word(0);
  projectionAt = word(1);
  width = word(2);
  const delimiter = u8(word(8));
  const delimiters = i8x16.splat(delimiter);
  const quotes = repeat(quoteAt);
  const lfs = repeat(lfAt);
  const crs = repeat(carriageReturnAt);
  const spaces = repeat(spaceAt);
  const tabs = repeat(tabAt);
  const fieldsAt: usize = word(19);
  const recordsEnd: usize = word(17) + (word(18) << 4);
  const quickEnd = outEnd - 40;
  const projectionEnd = projectionAt + (columns << 2);
  const quick = columns > 1;
  const neutralise = word(11) != 0;
  const lineEnd: u16 = word(9) ? 0x0a0d : 0x0a;
  const lineEndLength: usize = word(9) ? 2 : 1;
  let record: usize = word(17) + (word(13) << 4);
  let column = word(14);
  beginPlace();
  beginCells();
  for (; record < recordsEnd; record += 16) {
    const info = load<u32>(record, 12);
    if (info & skipFlag) continue;
    const fields = fieldsAt + (load<u32>(record, 8) << 3);
    const count = info & countMask;
    if (quick && column == 0 && (part | u32(offset) | atFileStart) == 0 && count == width) {
      let projection = projectionAt;
      for (; projection < projectionEnd; projection += 4) {
        if (out > quickEnd) break;
        store<u8>(out, delimiter);
        out += usize(projection != projectionAt);
        const field = fields + (load<u32>(projection) << 3);
        const start: usize = load<u32>(field);
        const length = load<u32>(field, 4) - u32(start);
        const text = v128.load(start);
        v128.store(out, text);
        // Flags make a length greater than any.
        if (length <= 16) {
          const there = ((1 as u32) << length) - 1;
          const blanks = u32(i8x16.bitmask(v128.or(i8x16.eq(text, spaces), i8x16.eq(text, tabs))));
          const ends = 1 | ((there >> 1) + 1);
          if (((specialsOfDelimited(text, delimiters, quotes, lfs, crs) | (blanks & ends)) & there) == 0) {
            if (!(neutralise && startsFormula(start, length))) {
              out += length;
              continue;
            }
          }
        } else if (length <= 32) {
          const more = v128.load(start, 16);
          v128.store(out, more, 16);
          const specials =
            specialsOfDelimited(text, delimiters, quotes, lfs, crs) |
            (specialsOfDelimited(more, delimiters, quotes, lfs, crs) << 16);
          const formula = neutralise && startsFormula(start, length);
          if (u32(ctz(specials)) >= length && !hasBlankEnd(start, length) && !formula) {
            out += length;
            continue;
          }
        }
        const after: usize = neutralise ? <usize>0 : writeShortQuoted(field, out);
        if (after != 0) {
          out = after;
          continue;
        }
        finish(1);
        out = writeDelimitedCell(field, false, out, outEnd);
        if (!done) break;
        finish(0);
      }
      column = u32(projection - projectionAt) >> 2;
      if (column == columns && out <= quickEnd) {
        store<u16>(out, lineEnd);
        out += lineEndLength;
        column = 0;
        continue;
      }
    }
    out = writeRow(column, fields, count, out, outEnd);
    if (!done) {
      tellCells();
      tellPlace(u32(record - word(17)) >> 4, columnReached);
      return out;
    }
    column = 0;
  }
  tellCells();
  tellPlace(word(18), 0);
  return out;
}

// @ts-ignore: decorator
@inline
function hasBlankEnd(start: usize, length: usize): bool {
  return isBlank(load<u8>(start)) || isBlank(load<u8>(start + length - 1));
}

/** The rest of a row, from `column` and the place on. Surplus cells count as further columns, the end of the row as the last. */
function writeRow(column: u32, fields: usize, count: u32, out: usize, outEnd: usize): usize {
  const surplus = count > width ? count - width : 0;
  const cells = columns + surplus;
  for (; column < cells; column++) {
    columnReached = column;
    if (part == 0) {
      if (column > 0) {
        if (out >= outEnd) {
          pause(0, 0);
          return out;
        }
        store<u8>(out++, u8(word(8)));
      }
      finish(1);
    }
    const index = column >= columns ? width + column - columns : load<u32>(projectionAt + (column << 2));
    out = writeDelimitedCell(index < count ? fields + (index << 3) : 0, cells == 1, out, outEnd);
    if (!done) return out;
    finish(0);
  }
  columnReached = column;
  const text: u64 = word(9) ? 0x0a0d : 0x0a;
  const length: u32 = word(9) ? 2 : 1;
  const before = u32(offset);
  const written = writeText(text, length, before, out, outEnd);
  if (written < length) pause(0, written);
  else finish(0);
  return out + (written - before);
}
