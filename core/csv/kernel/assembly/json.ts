import { missing, nulls, readObject, scratch, scratchIsFull } from "./json-object";
import {
  blankLines,
  columnsOf,
  fields,
  fieldsAt,
  layoutOf,
  maxFields,
  maxRecordBytes,
  maxRecords,
  missingOf,
  nullsOf,
  position,
  records,
  recordsAt,
  scratchOf,
  stopAtBlanks,
  stopsOf,
} from "./json-shape";
import { isBlank, skipBlanks, startText } from "./json-text";

const stopEnd = 0;
const stopMore = 1;
const stopOdd = 2;
const stopFull = 3;

const lines: u32 = 0;
const array: u32 = 1;

let shape: usize = 0;

export function scanJson(shapeAt: usize, from: usize, to: usize, final: bool): i32 {
  shape = shapeAt;
  startText(to);
  const layout = load<u32>(shape, layoutOf);
  const columns = load<u32>(shape, columnsOf);
  const stops = load<u32>(shape, stopsOf);
  let at = from;
  while (true) {
    if (layout == lines) at = skipBlankLines(at, to, stops);
    else at = skipBlanks(at);
    store<u32>(shape, at, position);
    if (at >= to) return stopEnd;
    const first = load<u8>(at);
    if (layout == lines && isBlank(first)) {
      if (hasLineEnd(at, to)) return stopOdd;
      if (!final) return stopMore;
      store<u32>(shape, to, position);
      return stopEnd;
    }
    if (layout == array && first == 0x5d) {
      const behind = skipBlanks(at + 1);
      if (behind < to) return stopOdd;
      if (!final) return stopMore;
      store<u32>(shape, to, position);
      return stopEnd;
    }
    if (first != 0x7b) return stopOdd;
    if (load<u32>(shape, records) >= load<u32>(shape, maxRecords)) return stopFull;
    if (load<u32>(shape, fields) + columns > load<u32>(shape, maxFields)) return stopFull;
    const end = readObject(shape, at, load<u32>(shape, scratchOf));
    if (end == 0) return scratchIsFull && load<u32>(shape, records) > 0 ? stopFull : stopOdd;
    if (end > to || end - at > load<u32>(shape, maxRecordBytes)) return stopOdd;
    const next = layout == lines ? lineEnd(end, to, final) : layout == array ? elementEnd(end, to, final) : skipBlanks(end);
    if (next == 0) return stopOdd;
    keepRecord(at, end, columns);
    at = next;
  }
}

function keepRecord(start: usize, end: usize, columns: u32): void {
  const count = load<u32>(shape, records);
  const first = load<u32>(shape, fields);
  const record = load<u32>(shape, recordsAt) + (count << 4);
  store<u32>(record, start);
  store<u32>(record, end, 4);
  store<u32>(record, first, 8);
  store<u32>(record, columns, 12);
  store<u32>(shape, count + 1, records);
  store<u32>(shape, first + columns, fields);
  store<u32>(shape, scratch, scratchOf);
  store<u32>(shape, load<u32>(shape, nullsOf) + nulls, nullsOf);
  store<u32>(shape, load<u32>(shape, missingOf) + missing, missingOf);
}

// @ts-ignore: decorator
@inline
function isGap(byte: u32): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0d;
}

/** Past lines that hold nothing but blanks, which are counted; stops at the first one if those are odd. */
function skipBlankLines(at: usize, to: usize, stops: u32): usize {
  let line = at;
  while (at < to) {
    const byte = load<u8>(at);
    if (byte == 0x0a) {
      if (stops & stopAtBlanks) return line;
      store<u32>(shape, load<u32>(shape, blankLines) + 1, blankLines);
      line = ++at;
    } else if (isGap(byte)) at++;
    else return at;
  }
  return line;
}

/** Whether the blanks at `at` end a line: then it is blank, and odd. Else they stand at the very end. */
function hasLineEnd(at: usize, to: usize): bool {
  while (at < to && isGap(load<u8>(at))) at++;
  return at < to && load<u8>(at) == 0x0a;
}

function lineEnd(at: usize, to: usize, final: bool): usize {
  while (at < to && isGap(load<u8>(at))) at++;
  if (at >= to) return final ? to : 0;
  const byte = load<u8>(at);
  return byte == 0x0a ? at + 1 : byte == 0x7b ? at : 0;
}

/** Past the `,` behind an element, to the next one; or to the end of the array. */
function elementEnd(at: usize, to: usize, final: bool): usize {
  at = skipBlanks(at);
  if (at >= to) return 0;
  const byte = load<u8>(at);
  if (byte == 0x5d) return at;
  if (byte != 0x2c) return 0;
  at = skipBlanks(at + 1);
  return at >= to || load<u8>(at) == 0x5d ? 0 : at;
}

