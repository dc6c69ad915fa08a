import type { ByteDialect, Kernel } from "../kernel.ts";
import { doubledFlag, fieldWords, type RecordTable, recordWords } from "../record-table.ts";
import { delimiterByte, lineEndByte, plainByte, quoteByte, withinQuotes } from "./byte-classes.ts";

const lf = 0x0a;
const cr = 0x0d;
// Engines fold the constants of a module itself into its code, but load imported ones from memory again and again.
const plain = plainByte;
const delimiting = delimiterByte;
const lineEnding = lineEndByte;
const quoting = quoteByte;
const within = withinQuotes;

/** Whether `scanCommonRecord` can do anything for the dialect. */
export function isCommon({ delimiter, quote, escape: escaping, lineEnd }: ByteDialect): boolean {
  return delimiter.length <= 1 && lineEnd !== "cr" && (quote === -1 || escaping === quote);
}

/**
 * Appends the record at `start` if it is as most are, and answers where the next one starts; else `start`. One loop without
 * calls, in a function that is called for each record: engines keep addresses and bounds in registers only in the former, and
 * compile only the latter well.
 */
export function scanCommonRecord(
  { bytes, words }: Pick<Kernel, "bytes" | "words">,
  { width, comment, lineEnd, maxRecordBytes }: ByteDialect,
  classes: Uint8Array,
  table: RecordTable,
  start: number,
  to: number,
): number {
  if (table.records === table.maxRecords || bytes[start] === comment) return start;
  const terminator = lineEnd === "crlf" ? cr : lf;
  const firstField = (table.fieldsAt >>> 2) + table.fields * fieldWords;
  const fieldsEnd = (table.fieldsAt >>> 2) + table.maxFields * fieldWords;
  let field = firstField;
  let cell = start;
  /** Where the quoted cell closed, with its flags; 0 for a bare one. */
  let close = 0;
  let flags = 0;
  let innerLineEnds = 0;
  let state = 0;
  for (let at = start; at < to; at++) {
    const byte = bytes[at] as number;
    const kind = classes[state + byte] as number;
    if (kind === plain) continue;
    if (state === within) {
      if (kind === lineEnding) {
        if (++innerLineEnds > 1) return start;
      } else if (at + 1 < to && bytes[at + 1] === byte) {
        flags = doubledFlag | 0;
        at++;
      } else {
        // What follows has to end the cell.
        if (at + 1 >= to || classes[bytes[at + 1] as number] === plain) return start;
        close = at | flags;
        flags = 0;
        state = 0;
      }
      continue;
    }
    if (kind === quoting) {
      if (at !== cell) return start;
      cell++;
      state = within;
      continue;
    }
    if (field === fieldsEnd) return start;
    words[field] = cell;
    words[field + 1] = close === 0 ? at : close;
    field += fieldWords;
    close = 0;
    cell = at + 1;
    if (kind === delimiting) continue;
    const cells = (field - firstField) >> 1;
    if (byte !== terminator || (byte === cr && (cell >= to || bytes[cell] !== lf))) return start;
    if ((width > 0 && cells !== width) || at === start || at - start > maxRecordBytes) return start;
    const record = (table.recordsAt >>> 2) + table.records * recordWords;
    words[record] = start;
    words[record + 1] = at;
    words[record + 2] = table.fields;
    words[record + 3] = cells;
    table.records++;
    table.fields += cells;
    return byte === cr ? at + 2 : cell;
  }
  return start;
}
