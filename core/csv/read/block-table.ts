import type { Kernel } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import {
  backslashFlag,
  doubledFlag,
  fieldCountMask,
  fieldEndMask,
  fieldWords,
  rawExtraFlag,
  recordWords,
  skipFlag,
} from "../kernel/record-table.ts";
import type { CloseLook } from "./record-driver.ts";
import { undouble, unescapeCell } from "./unescape-cell.ts";

export interface BlockTableSizes {
  maxRecords: number;
  maxFields: number;
  scratchBytes: number;
}

const wordBytes = 4;
/** Longer records are decoded cell by cell: a cell that is kept would keep all of its record. */
const wholeBytes = 4096;
const backslash = 0x5c;

export function blockTableBytes({ maxRecords, maxFields, scratchBytes }: BlockTableSizes): number {
  return (maxRecords * recordWords + maxFields * fieldWords) * wordBytes + scratchBytes;
}

/** The records of one block, and the cells of those that are not as the source has them. */
export class BlockTable implements RecordTable {
  readonly recordsAt: number;
  readonly maxRecords: number;
  readonly fieldsAt: number;
  readonly maxFields: number;
  records = 0;
  fields = 0;
  blankLines = 0;
  otherLineEnds = 0;
  readonly #kernel: Kernel;
  readonly #scratchAt: number;
  readonly #scratchBytes: number;
  #scratchUsed = 0;

  constructor(kernel: Kernel, { maxRecords, maxFields, scratchBytes }: BlockTableSizes) {
    this.#kernel = kernel;
    this.maxRecords = maxRecords;
    this.maxFields = maxFields;
    this.#scratchBytes = scratchBytes;
    this.recordsAt = kernel.alloc(maxRecords * recordWords * wordBytes);
    this.fieldsAt = kernel.alloc(maxFields * fieldWords * wordBytes);
    this.#scratchAt = kernel.alloc(scratchBytes);
  }

  clear(): void {
    this.records = 0;
    this.fields = 0;
    this.blankLines = 0;
    this.otherLineEnds = 0;
    this.#scratchUsed = 0;
  }

  /** Whether the record can be appended. */
  hasRoom({ cells, extra }: CloseLook): boolean {
    let bytes = extra?.length ?? 0;
    for (const cell of cells) if (cell instanceof Uint8Array) bytes += cell.length;
    return (
      this.records < this.maxRecords && this.fields + cells.length + 1 <= this.maxFields && this.#scratchUsed + bytes <= this.#scratchBytes
    );
  }

  append(start: number, { end, cells, extra }: CloseLook): void {
    const { words } = this.#kernel;
    const first = this.fields;
    let word = this.fieldsAt / wordBytes + first * fieldWords;
    for (const cell of extra ? [...cells, extra] : cells) {
      const field = cell instanceof Uint8Array ? this.#keep(cell, end) : cell;
      words[word++] = field.start;
      words[word++] = field.doubled ? field.end | doubledFlag : field.end;
      this.fields++;
    }
    this.#appendRecord(start, end, first, (this.fields - first) | (extra ? rawExtraFlag : 0));
  }

  /** A record whose cells are not to be had. */
  appendSkipped(at: number): void {
    this.#appendRecord(at, at, this.fields, skipFlag);
  }

  skip(index: number): void {
    const word = this.recordsAt / wordBytes + index * recordWords + 3;
    this.#kernel.words[word] = (this.#kernel.words[word] ?? 0) | skipFlag;
  }

  startOf(index: number): number {
    return this.#kernel.words[this.recordsAt / wordBytes + index * recordWords] ?? 0;
  }

  endOf(index: number): number {
    return this.#kernel.words[this.recordsAt / wordBytes + index * recordWords + 1] ?? 0;
  }

  /** Bytes between the starts and the ends of the records from `index` on. */
  bytesSince(index: number): number {
    const { words } = this.#kernel;
    const end = this.recordsAt / wordBytes + this.records * recordWords;
    let sum = 0;
    for (let word = this.recordsAt / wordBytes + index * recordWords; word < end; word += recordWords)
      sum += (words[word + 1] ?? 0) - (words[word] ?? 0);
    return sum;
  }

  /** The cells of a record as text. */
  cellsOf(index: number, quote: number): string[] {
    const { words, bytes } = this.#kernel;
    const record = this.recordsAt / wordBytes + index * recordWords;
    const first = words[record + 2] ?? 0;
    const count = (words[record + 3] ?? 0) & fieldCountMask;
    const recordStart = words[record] ?? 0;
    const recordEnd = words[record + 1] ?? 0;
    const whole = recordEnd - recordStart <= wholeBytes ? utf8.decode(bytes.subarray(recordStart, recordEnd)) : "";
    // Where every character is one byte, cells are cut from the record's text, which is quicker than decoding each.
    const isAscii = whole.length === recordEnd - recordStart;
    const cells: string[] = [];
    for (let column = 0; column < count; column++) {
      const word = this.fieldsAt / wordBytes + (first + column) * fieldWords;
      const start = words[word] ?? 0;
      const flags = words[word + 1] ?? 0;
      const end = flags & fieldEndMask;
      if (flags === end && isAscii && start >= recordStart && end <= recordEnd) {
        cells.push(whole.slice(start - recordStart, end - recordStart));
        continue;
      }
      const cell = bytes.subarray(start, end);
      if ((flags & doubledFlag) !== 0) cells.push(utf8.decode(undouble(cell, quote)));
      else cells.push(utf8.decode((flags & backslashFlag) === 0 ? cell : unescapeCell(cell, { escaping: backslash, quote })));
    }
    return cells;
  }

  #keep(cell: Uint8Array, at: number): { start: number; end: number; doubled: boolean } {
    if (cell.length === 0) return { start: at, end: at, doubled: false };
    const start = this.#scratchAt + this.#scratchUsed;
    this.#kernel.bytes.set(cell, start);
    this.#scratchUsed += cell.length;
    return { start, end: start + cell.length, doubled: false };
  }

  #appendRecord(start: number, end: number, firstField: number, countAndFlags: number): void {
    const { words } = this.#kernel;
    const word = this.recordsAt / wordBytes + this.records * recordWords;
    words[word] = start;
    words[word + 1] = end;
    words[word + 2] = firstField;
    words[word + 3] = countAndFlags;
    this.records++;
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
