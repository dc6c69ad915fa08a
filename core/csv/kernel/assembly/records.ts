import { setWord, word } from "./call";

export const stopEnd: u32 = 1;
export const stopMore: u32 = 2;
export const stopOdd: u32 = 3;
export const stopFull: u32 = 4;

const carriageReturn: u8 = 0x0d;

/** The record that is being read: where it starts, and where its first field stands in the table. */
export let recordStart: usize = 0;
export let recordField: usize = 0;

let records: u32 = 0;
let blankLines: u32 = 0;
let otherLineEnds: u32 = 0;
let endsInCrlf: u32 = 0;
let comment: u32 = 0;
let width: u32 = 0;
let maxBytes: usize = 0;
let stopAtBlank: u32 = 0;
let stopAtOther: u32 = 0;
let recordsAt: usize = 0;
let maxRecords: u32 = 0;
let fieldsAt: usize = 0;

export function beginRecords(from: usize): void {
  endsInCrlf = word(5);
  comment = word(6);
  width = word(7);
  maxBytes = word(8);
  stopAtBlank = word(9);
  stopAtOther = word(10);
  recordsAt = word(11);
  maxRecords = word(12);
  fieldsAt = word(13);
  records = word(15);
  recordStart = from;
  recordField = fieldsAt + (word(16) << 3);
  blankLines = 0;
  otherLineEnds = 0;
}

/** Leaves the table's new counts and the place in the call's numbers. */
export function tellRecords(stop: u32, position: usize): u32 {
  setWord(15, records);
  setWord(16, u32(recordField - fieldsAt) >> 3);
  setWord(17, blankLines);
  setWord(18, otherLineEnds);
  setWord(19, u32(position));
  return stop;
}

/** A record, or a blank line, ends at the LF at `at`; `field` follows its last field. Why to stop before it, or 0. */
export function takeLine(at: usize, field: usize): u32 {
  const cr = u32(load<u8>(at - 1) == carriageReturn) & u32(at > recordStart);
  const other = cr ^ endsInCrlf;
  const end = at - cr;
  if (end != recordStart) {
    // The last field reached up to the LF.
    store<u32>(field - 8, load<u32>(field - 8, 4) - cr, 4);
    return takeRecord(end, at + 1, other, field);
  }
  if (stopAtBlank | (other & stopAtOther)) return stopOdd;
  blankLines++;
  otherLineEnds += other;
  recordStart = at + 1;
  return 0;
}

export function takeRecord(end: usize, next: usize, other: u32, field: usize): u32 {
  const start = recordStart;
  const count = u32((field - recordField) >> 3);
  const odd =
    (u32(count != width) & u32(width != 0)) | u32(end - start > maxBytes) | u32(u32(load<u8>(start)) == comment) | (other & stopAtOther);
  if (odd) return stopOdd;
  if (records >= maxRecords) return stopFull;
  const record = recordsAt + (usize(records) << 4);
  store<u32>(record, start);
  store<u32>(record, end, 4);
  store<u32>(record, (recordField - fieldsAt) >> 3, 8);
  store<u32>(record, count, 12);
  records++;
  otherLineEnds += other;
  recordStart = next;
  recordField = field;
  return 0;
}
