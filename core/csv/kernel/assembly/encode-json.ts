import { backslashAt, lastControlAt, quoteAt, repeat, word } from "./call";
import { specialsAmong, writeJsonCell } from "./json-cell";
import { beginPlace, done, finish, offset, part, skipOnFirst, takeSkipOnFirst, tellPlace, writeBytes } from "./place";
import { countMask, rawExtraFlag, skipFlag } from "./table";

let columns: u32 = 0;
let width: u32 = 0;
let projectionAt: usize = 0;
let keysAt: usize = 0;
let extraAt: usize = 0;
let rowEndAt: usize = 0;

/** `Kernel.encode` to JSON: short cells without escapes in one go, all else step by step. */
export function encodeJson(out: usize, outEnd: usize): usize {
  columns = word(0);
  projectionAt = word(1);
  width = word(2);
  keysAt = word(4);
  extraAt = word(5);
  rowEndAt = word(6);
  const fieldsAt: usize = word(19);
  const recordsEnd: usize = word(17) + (word(18) << 4);
  const quotes = repeat(quoteAt);
  const backslashes = repeat(backslashAt);
  const lastControls = repeat(lastControlAt);
  const quickEnd = outEnd - 32;
  const longer = hasLongerCells(recordsEnd);
  const keysEnd = keysAt + (columns << 3);
  let record: usize = word(17) + (word(13) << 4);
  let column = word(14);
  beginPlace();
  for (; record < recordsEnd; record += 16) {
    const info = load<u32>(record, 12);
    if (info & skipFlag) continue;
    const fields = fieldsAt + (load<u32>(record, 8) << 3);
    const count = info & countMask;
    if (column == 0 && (part | u32(offset) | u32(skipOnFirst)) == 0 && count == width) {
      let key = keysAt;
      let projection = projectionAt;
      for (; key < keysEnd; key += 8, projection += 4) {
        const keyLength: usize = load<u32>(key, 4);
        if (out + keyLength > quickEnd) break;
        out = copyShort(load<u32>(key), keyLength, out);
        const field = fields + (load<u32>(projection) << 3);
        const start: usize = load<u32>(field);
        const length = load<u32>(field, 4) - u32(start);
        const text = v128.load(start);
        v128.store(out, text);
        // Flags make a length greater than any.
        if (longer) {
          const more = v128.load(start, 16);
          v128.store(out, more, 16);
          const specials =
            specialsAmong(text, quotes, backslashes, lastControls) |
            (specialsAmong(more, quotes, backslashes, lastControls) << 16);
          if (u32(ctz(specials)) >= length) {
            out += length;
            continue;
          }
        } else if (u32(ctz(specialsAmong(text, quotes, backslashes, lastControls) | 0x10000)) >= length) {
          out += length;
          continue;
        }
        finish(1);
        out = writeJsonCell(field, out, outEnd);
        if (!done) break;
        finish(0);
      }
      column = u32(key - keysAt) >> 3;
      if (column == columns) {
        const endLength: usize = load<u32>(rowEndAt, 4);
        if (out + endLength <= quickEnd) {
          out = copyShort(load<u32>(rowEndAt), endLength, out);
          column = 0;
          continue;
        }
      }
    }
    out = writeRow(column, fields, count, info, out, outEnd);
    if (!done) {
      tellPlace(u32(record - word(17)) >> 4, columnReached);
      return out;
    }
    column = 0;
  }
  tellPlace(word(18), 0);
  return out;
}

/**
 * Whether many cells are likely to be longer than 16 bytes: then it is cheaper to look at 32 of all than to guess wrong of
 * some.
 */
function hasLongerCells(recordsEnd: usize): bool {
  const first: usize = word(17);
  if (first == recordsEnd) return false;
  const cells = load<u32>(recordsEnd - 16, 8) - load<u32>(first, 8) + 1;
  return (load<u32>(recordsEnd - 16) - load<u32>(first)) / cells >= 9;
}

// @ts-ignore: decorator
@inline
function copyShort(from: usize, length: usize, out: usize): usize {
  v128.store(out, v128.load(from));
  for (let at: usize = 16; at < length; at += 16) v128.store(out + at, v128.load(from + at));
  return out + length;
}

let columnReached: u32 = 0;

/** The rest of a row, from `column` and the place on. Surplus cells count as further columns, the end of the row as the last. */
function writeRow(column: u32, fields: usize, count: u32, info: u32, out: usize, outEnd: usize): usize {
  const surplus = count > width ? count - width : 0;
  const raw = (info & rawExtraFlag) != 0;
  for (; column < columns + surplus; column++) {
    columnReached = column;
    const extra = column >= columns;
    if (part == 0) {
      takeSkipOnFirst();
      const key = extra ? extraAt + (raw ? 24 : column == columns ? 0 : 8) : keysAt + (column << 3);
      out = writeBytes(load<u32>(key), load<u32>(key, 4), out, outEnd);
      if (!done) return out;
      finish(1);
    }
    const index = extra ? width + column - columns : load<u32>(projectionAt + (column << 2));
    if (index < count) {
      const field = fields + (index << 3);
      if (extra && raw) out = writeBytes(load<u32>(field), load<u32>(field, 4) - load<u32>(field), out, outEnd);
      else out = writeJsonCell(field, out, outEnd);
      if (!done) return out;
    }
    finish(0);
  }
  columnReached = column;
  if (part == 0) {
    if (surplus != 0 && !raw) {
      out = writeBytes(load<u32>(extraAt, 16), load<u32>(extraAt, 20), out, outEnd);
      if (!done) return out;
    }
    finish(1);
  }
  const end = surplus != 0 ? rowEndAt + 8 : rowEndAt;
  out = writeBytes(load<u32>(end), load<u32>(end, 4), out, outEnd);
  if (done) finish(0);
  return out;
}
