import { columnsOf, fields, fieldsAt, keysOf, scratchEndOf, stopAtMissing, stopAtNulls, stopsOf, successorsOf } from "./json-shape";
import { escaped, nestedEnd, numberEnd, skipBlanks, spaced, stringEnd, wordEnd } from "./json-text";
import { sameBytes } from "./same-bytes";
import { compact, unescape } from "./unescape";

let shape: usize = 0;
/** What the object that was read last took of the scratch memory, and how many nulls and missing keys it has. */
export let scratch: usize = 0;
export let scratchIsFull: bool = false;
export let nulls: u32 = 0;
export let missing: u32 = 0;

/** Reads the object at `at` into the next free fields; answers where it ends, or 0 if it is odd. */
export function readObject(shapeAt: usize, at: usize, scratchFrom: usize): usize {
  shape = shapeAt;
  scratch = scratchFrom;
  scratchIsFull = false;
  nulls = 0;
  return readMembers(skipBlanks(at + 1), load<u32>(shape, columnsOf), load<u32>(shape, stopsOf));
}

function findColumn(at: usize, columns: u32, keys: usize): u32 {
  const start = load<u32>(at);
  for (let column: u32 = 0; column < columns; column++, keys += 8) {
    const key = load<u32>(keys);
    const length = load<u32>(keys, 4);
    if (length >= 4 && load<u32>(key) != start) continue;
    if (sameBytes(key, at, length)) return column;
  }
  return columns;
}

function readMembers(at: usize, columns: u32, stops: u32): usize {
  const keys = load<u32>(shape, keysOf);
  const successors = load<u32>(shape, successorsOf);
  const first = load<u32>(shape, fieldsAt) + (load<u32>(shape, fields) << 3);
  let before = columns;
  let filled: u32 = 0;
  let inOrder = true;
  if (load<u8>(at) == 0x7d) return finishObject(at, first, columns, 0, true, stops);
  while (true) {
    const successor = successors + (before << 2);
    let column = load<u32>(successor);
    let key = keys + (column << 3);
    if (column == columns || !sameBytes(load<u32>(key), at, load<u32>(key, 4))) {
      column = findColumn(at, columns, keys);
      if (column == columns) return 0;
      store<u32>(successor, column);
      key = keys + (column << 3);
    }
    at = skipBlanks(at + load<u32>(key, 4));
    if (load<u8>(at) != 0x3a) return 0;
    at = skipBlanks(at + 1);
    const field = first + (column << 3);
    if (inOrder && column != filled) {
      inOrder = false;
      memory.fill(first + (filled << 3), 0, (columns - filled) << 3);
    }
    if (!inOrder && load<u32>(field) != 0) return 0;
    at = readValue(at, field, stops);
    if (at == 0) return 0;
    filled++;
    before = column;
    at = skipBlanks(at);
    const byte = load<u8>(at);
    if (byte == 0x7d) return finishObject(at, first, columns, filled, inOrder, stops);
    if (byte != 0x2c) return 0;
    at = skipBlanks(at + 1);
  }
}

/** `at` is on the closing brace. Keys that did not come become empty cells. */
function finishObject(at: usize, first: usize, columns: u32, filled: u32, inOrder: bool, stops: u32): usize {
  missing = columns - filled;
  if (missing == 0) return at + 1;
  if (stops & stopAtMissing) return 0;
  const end = first + (columns << 3);
  for (let field = inOrder ? first + (filled << 3) : first; field < end; field += 8) {
    if (!inOrder && load<u32>(field) != 0) continue;
    store<u32>(field, at);
    store<u32>(field, at, 4);
  }
  return at + 1;
}

// @ts-ignore: decorator
@inline
function setField(field: usize, start: usize, end: usize): void {
  store<u32>(field, start);
  store<u32>(field, end, 4);
}

// @ts-ignore: decorator
@inline
function readValue(at: usize, field: usize, stops: u32): usize {
  const byte = load<u8>(at);
  if (byte == 0x22) {
    const end = stringEnd(at + 1);
    if (end == 0) return 0;
    setField(field, at + 1, end);
    return escaped ? readEscaped(at + 1, end, field) : end + 1;
  }
  return readOther(at, byte, field, stops);
}

function readEscaped(start: usize, end: usize, field: usize): usize {
  if (!hasScratch(end - start)) return 0;
  const out = unescape(start, end, scratch);
  if (out == 0) return 0;
  setField(field, scratch, out);
  scratch = out;
  return end + 1;
}

function hasScratch(bytes: usize): bool {
  scratchIsFull = scratch + bytes > load<u32>(shape, scratchEndOf);
  return !scratchIsFull;
}

function readOther(at: usize, byte: u32, field: usize, stops: u32): usize {
  if (byte == 0x7b || byte == 0x5b) return readNested(at, field);
  if (byte == 0x6e) {
    if (stops & stopAtNulls || load<u32>(at) != 0x6c6c756e) return 0;
    nulls++;
    setField(field, at, at);
    return at + 4;
  }
  const end = byte > 0x60 ? wordEnd(at) : numberEnd(at);
  if (end != 0) setField(field, at, end);
  return end;
}

function readNested(at: usize, field: usize): usize {
  const end = nestedEnd(at);
  if (end == 0) return 0;
  setField(field, at, end);
  if (!spaced) return end;
  if (!hasScratch(end - at)) return 0;
  const out = compact(at, end, scratch);
  setField(field, scratch, out);
  scratch = out;
  return end;
}
