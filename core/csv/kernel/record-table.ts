/**
 * What a scan found, as numbers in the kernel's memory: no strings are made. Every offset is a byte offset into that memory.
 *
 * A record takes four words: start, end (without its terminator), index of its first field, field count | record flags.
 * A field takes two words: start, end | field flags; the quotes around a cell lie outside of it. Fields may point into the
 * source or into scratch memory, where a cell stands that is not what the source says byte by byte.
 */
export interface RecordTable {
  /** Where the records stand, and how many fit. */
  readonly recordsAt: number;
  readonly maxRecords: number;
  readonly fieldsAt: number;
  readonly maxFields: number;
  /** How many there are; a scan appends. */
  records: number;
  fields: number;
  /** Counted by a scan that was told not to stop at them. */
  blankLines: number;
  otherLineEnds: number;
}

export const recordWords = 4;
export const fieldWords = 2;

/** Word 3 of a record: the count of its fields, and flags. */
export const fieldCountMask = 0x00ff_ffff;
/** The encoder leaves the record out: it was rejected or filtered. */
export const skipFlag = 0x8000_0000;
/** The record's surplus is one field that holds JSON text (an object), not a list of cells. */
export const rawExtraFlag = 0x4000_0000;

/** Word 1 of a field: its end, and flags. */
export const fieldEndMask = 0x3fff_ffff;
/** Each quote in the cell stands there twice. */
export const doubledFlag = 0x8000_0000;
/**
 * Each quote and each backslash that data holds has a backslash in front; one before anything else is data. Never together with
 * `doubledFlag`.
 */
export const backslashFlag = 0x4000_0000;
