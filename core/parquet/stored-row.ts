import type { Kernel } from "../csv/kernel/kernel.ts";
import { unitLength } from "../csv/kernel/plain/source-cell.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, rawExtraFlag, recordWords } from "../csv/kernel/record-table.ts";

/**
 * How a row waits for the others of its partition: four bytes that say how long it is, its second (a double) and microseconds, and for
 * each cell its length, as one byte or as `longCell` and four, and its text. `noCell` stands for a cell that is missing.
 */
export const rowHeadBytes = 16;
export const longCell = 254;
export const noCell = 255;
/** Nothing fits where less than this is left: copies take eight bytes at a time. */
const cellRoom = 12;
const shortCopy = 40;

export interface StoredColumn {
  field: number;
  /** A text of the cell's own in place of what stands there. */
  read: ((text: string) => string) | null;
}

export interface RowPlace {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  from: number;
  to: number;
}

export interface CopiedRecord {
  /** The record's first word. */
  record: number;
  seconds: number;
  micros: number;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Copies records of one input out of the kernel's memory, each as a stored row. */
export class RowCopier {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView<ArrayBuffer>;
  readonly #words: Int32Array<ArrayBuffer>;
  readonly #columns: readonly StoredColumn[];
  readonly #fields: Int32Array;
  /** Whether any row had a surplus. */
  hasExtra = false;
  readonly #options: { sourceQuote: number; width: number; extra: boolean };

  constructor(kernel: Kernel, columns: readonly StoredColumn[], options: { sourceQuote: number; width: number; extra: boolean }) {
    const { bytes, words } = kernel;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#words = new Int32Array(words.buffer, words.byteOffset, words.length);
    this.#columns = columns;
    this.#fields = Int32Array.from(columns, ({ field, read }) => (read === null ? field : -1));
    this.#options = options;
  }

  static recordAt(table: RecordTable, index: number): number {
    return (table.recordsAt >>> 2) + index * recordWords;
  }

  /** Answers where the row ends, or -1 when there is no room for it. */
  copy(table: RecordTable, { record, seconds, micros }: CopiedRecord, place: RowPlace): number {
    const { bytes, view, from, to } = place;
    if (to - from < rowHeadBytes + cellRoom) return -1;
    const source = this.#bytes;
    const sourceView = this.#view;
    const words = this.#words;
    const projection = this.#fields;
    const count = (words[record + 3] as number) & fieldCountMask;
    const fields = (table.fieldsAt >>> 2) + (words[record + 2] as number) * fieldWords;
    const last = source.length - 8;
    let at = from + rowHeadBytes;
    for (let column = 0; column < projection.length; column++) {
      const field = projection[column] as number;
      const word = fields + field * fieldWords;
      const endWord = field < 0 ? -1 : (words[word + 1] as number);
      if (field >= count) {
        if (at + cellRoom > to) return -1;
        bytes[at++] = noCell;
      } else if ((endWord & ~fieldEndMask) !== 0) {
        at = this.#copySlowly(field < 0 ? column : -1, { fields, count, word }, place, at);
        if (at < 0) return -1;
      } else {
        const start = words[word] as number;
        const length = endWord - start;
        if (at + length + cellRoom > to) return -1;
        if (length < longCell) bytes[at++] = length;
        else {
          bytes[at] = longCell;
          view.setUint32(at + 1, length, true);
          at += 5;
        }
        if (length > shortCopy || endWord > last) bytes.set(source.subarray(start, endWord), at);
        else for (let done = 0; done < length; done += 8) view.setBigInt64(at + done, sourceView.getBigInt64(start + done, true), true);
        at += length;
      }
    }
    if (this.#options.extra) {
      at = this.#copyExtra(fields, words[record + 3] as number, place, at);
      if (at < 0) return -1;
    }
    view.setUint32(from, at - from, true);
    view.setFloat64(from + 4, seconds, true);
    view.setInt32(from + 12, micros, true);
    return at;
  }

  /** A cell whose bytes are not its text, or whose text is not its value (of `column`). */
  #copySlowly(column: number, { fields, count, word }: { fields: number; count: number; word: number }, place: RowPlace, at: number) {
    const { field = 0, read = null } = this.#columns[column] ?? {};
    if (read === null) return this.#copyUnits(word, place, at);
    if (field >= count) return copyText(null, place, at);
    const text = decoder.decode(this.#cell(fields + field * fieldWords));
    return copyText(text === "" ? text : read(text), place, at);
  }

  /** Of doubled quotes one, of escapes what they stand for. */
  #copyUnits(word: number, place: RowPlace, at: number): number {
    const start = this.#words[word] as number;
    const endWord = this.#words[word + 1] as number;
    const end = endWord & fieldEndMask;
    if (at + (end - start) + cellRoom > place.to) return -1;
    const { bytes, view } = place;
    const source = this.#bytes;
    const flags = endWord & ~fieldEndMask;
    const isLong = end - start >= longCell;
    const first = at + (isLong ? 5 : 1);
    let out = first;
    for (let from = start; from < end; ) {
      from += unitLength(source, from, end, flags, this.#options.sourceQuote);
      bytes[out++] = source[from - 1] as number;
    }
    bytes[at] = isLong ? longCell : out - first;
    if (isLong) view.setUint32(at + 1, out - first, true);
    return out;
  }

  #cell(word: number): Uint8Array {
    const start = this.#words[word] as number;
    const endWord = this.#words[word + 1] as number;
    const source = this.#bytes.subarray(start, endWord & fieldEndMask);
    const flags = endWord & ~fieldEndMask;
    if (flags === 0) return source;
    const cell = new Uint8Array(source.length);
    let length = 0;
    for (let from = 0; from < source.length; ) {
      from += unitLength(source, from, source.length, flags, this.#options.sourceQuote);
      cell[length++] = source[from - 1] as number;
    }
    return cell.subarray(0, length);
  }

  #copyExtra(fields: number, counted: number, place: RowPlace, at: number): number {
    const { width } = this.#options;
    const count = counted & fieldCountMask;
    if (count <= width) return copyText(null, place, at);
    const cells = Array.from({ length: count - width }, (_, index) => decoder.decode(this.#cell(fields + (width + index) * fieldWords)));
    const text = (counted & rawExtraFlag) === 0 ? JSON.stringify(cells) : (cells[0] ?? "{}");
    if (text === "{}") return copyText(null, place, at);
    this.hasExtra = true;
    return copyText(text, place, at);
  }
}

function copyText(text: string | null, { bytes, view, to }: RowPlace, at: number): number {
  const encoded = text === null ? null : encoder.encode(text);
  if (at + (encoded?.length ?? 0) + cellRoom > to) return -1;
  if (encoded === null) {
    bytes[at] = noCell;
    return at + 1;
  }
  bytes[at] = longCell;
  view.setUint32(at + 1, encoded.length, true);
  bytes.set(encoded, at + 5);
  return at + 5 + encoded.length;
}
