import { backslashFlag, doubledFlag } from "../record-table.ts";

const backslash = 0x5c;

/** `RowEncoding.column` once the row is written. */
export const rowDone = -1;

/** How many bytes of a cell stand for its next one: 2 where a quote is doubled or escaped, of which the last is the data. */
export function unitLength(bytes: Uint8Array, at: number, end: number, flags: number, sourceQuote: number): 1 | 2 {
  const byte = bytes[at];
  if ((flags & doubledFlag) !== 0) return byte === sourceQuote ? 2 : 1;
  if ((flags & backslashFlag) === 0 || byte !== backslash || at + 1 >= end) return 1;
  return bytes[at + 1] === sourceQuote || bytes[at + 1] === backslash ? 2 : 1;
}
