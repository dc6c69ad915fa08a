import { setWord, word } from "./call";

export const stopEnd: u32 = 1;
export const stopMore: u32 = 2;
export const stopOdd: u32 = 3;
export const stopFull: u32 = 4;

// @ts-ignore: decorator
@inline
export function storeRecord(record: usize, start: usize, end: usize, firstField: usize, fields: usize): void {
  store<u32>(record, start);
  store<u32>(record, end, 4);
  store<u32>(record, firstField, 8);
  store<u32>(record, fields, 12);
}

/** What to do about a line that is no plain record, or a record that finds no room: 0 is to skip a blank line. */
export function stopAtLine(start: usize, end: usize, other: u32, hasRoom: bool): u32 {
  if (start == end) return (word(9) | (other & word(10))) != 0 ? stopOdd : 0;
  return hasRoom ? stopOdd : stopFull;
}

/** Whether the record that the end of the file ends is odd. */
export function isOddAtEnd(start: usize, end: usize, fields: usize): bool {
  const width: usize = word(7);
  return (width != 0 && fields != width) || end - start > word(8) || u32(load<u8>(start)) == word(6);
}

/** Leaves the table's new counts and the place in the call's numbers: `record` and `field` are where the next ones go. */
export function tellRecords(position: usize, record: usize, field: usize, blankLines: u32, otherLineEnds: u32): void {
  setWord(15, u32(record - word(11)) >> 4);
  setWord(16, u32(field - word(13)) >> 3);
  setWord(17, blankLines);
  setWord(18, otherLineEnds);
  setWord(19, u32(position));
}
