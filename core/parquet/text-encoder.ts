import type { ColumnEncoder } from "./column-encoder.ts";
import type { ColumnPages } from "./column-pages.ts";
import type { RowStripe } from "./row-stripe.ts";
import { longestEntry, packIndices, TextDictionary } from "./text-dictionary.ts";

const shortCopy = 40;
/** Row groups without a dictionary after one in which it did not pay. */
const rest = 31;

/** Texts as they are, or, where there are few different ones, as numbers of a dictionary. */
export class ColumnTextEncoder implements ColumnEncoder {
  readonly pages: ColumnPages;
  readonly #column: number;
  readonly #dictionary: TextDictionary | null;
  /** Of the page's texts, as long as it is written by the dictionary. */
  readonly #indices: Uint16Array;
  #indexed = 0;
  #byDictionary: boolean;
  #hasIndexPages = false;
  /** Bytes that the texts take without the dictionary. */
  #plainBytes = 0;
  #resting = 0;

  constructor(pages: ColumnPages, column: number, { dictionary, mostRows }: { dictionary: boolean; mostRows: number }) {
    this.pages = pages;
    this.#column = column;
    this.#dictionary = dictionary ? new TextDictionary() : null;
    this.#indices = new Uint16Array(dictionary ? Math.max(pages.limits.rows, mostRows) : 0);
    this.#byDictionary = dictionary;
  }

  add(stripe: RowStripe): void {
    const row = this.#byDictionary ? this.#addIndices(stripe) : 0;
    if (row < stripe.rows) this.#addPlain(stripe, row);
  }

  end(): null {
    const dictionary = this.#dictionary;
    const pays = dictionary !== null && this.#byDictionary && this.#pays(dictionary);
    if (this.#byDictionary && !pays) this.#leaveDictionary();
    if (this.#byDictionary) this.#cutIndices();
    else this.pages.cut("plain");
    if (dictionary === null) return null;
    if (this.#hasIndexPages) this.pages.addDictionary(dictionary.bytes.subarray(0, dictionary.used), dictionary.entries);
    if (dictionary.entries > 0) this.#resting = this.#byDictionary ? 0 : rest;
    else if (this.#resting > 0) this.#resting--;
    this.#byDictionary = this.#resting === 0;
    if (dictionary.entries > 0) dictionary.clear();
    this.#hasIndexPages = false;
    this.#plainBytes = 0;
    return null;
  }

  #pays(dictionary: TextDictionary): boolean {
    return this.#hasIndexPages || dictionary.used < this.#plainBytes / 2;
  }

  /** Answers at which row it had to end, because there are too many different texts. */
  #addIndices(stripe: RowStripe): number {
    const { pages } = this;
    const dictionary = this.#dictionary;
    if (dictionary === null) return 0;
    if (pages.isFull(stripe.rows, 0)) {
      if (!this.#pays(dictionary)) {
        this.#leaveDictionary();
        return 0;
      }
      this.#cutIndices();
    }
    const { bytes, view, starts, lengths, columns, rows } = stripe;
    const indices = this.#indices;
    let indexed = this.#indexed;
    let row = 0;
    for (let cell = this.#column; row < rows; row++, cell += columns) {
      const length = lengths[cell] as number;
      if (length < 0) {
        pages.missing(pages.rows + row);
        continue;
      }
      const index = length > longestEntry ? -1 : dictionary.indexOf(bytes, view, starts[cell] as number, length);
      if (index < 0) break;
      indices[indexed++] = index;
      this.#plainBytes += length + 4;
    }
    this.#indexed = indexed;
    pages.took(row, pages.at);
    if (row < rows) this.#leaveDictionary();
    return row;
  }

  /** What is in the page is written out, unless earlier pages have the dictionary anyway. */
  #leaveDictionary(): void {
    const { pages } = this;
    const dictionary = this.#dictionary;
    this.#byDictionary = false;
    if (dictionary === null) return;
    if (this.#hasIndexPages) {
      this.#cutIndices();
      return;
    }
    pages.reserve(this.#plainBytes);
    let { at } = pages;
    for (let index = 0; index < this.#indexed; index++) {
      const start = dictionary.startOf(this.#indices[index] as number);
      const length = 4 + (dictionary.bytes[start] as number);
      for (let done = 0; done < length; done += 8) pages.view.setBigInt64(at + done, dictionary.view.getBigInt64(start + done, true), true);
      at += length;
    }
    this.#indexed = 0;
    pages.took(0, at);
  }

  #cutIndices(): void {
    const { pages } = this;
    if (pages.rows === 0) return;
    const width = Math.max(1, Math.ceil(Math.log2(this.#dictionary?.entries ?? 1)));
    pages.reserve(16 + (this.#indexed + 8) * 2);
    pages.took(0, packIndices(this.#indices, this.#indexed, width, pages));
    pages.cut("indices");
    this.#indexed = 0;
    this.#hasIndexPages = true;
  }

  #addPlain({ bytes, view, starts, lengths, columns, rows }: RowStripe, firstRow: number): void {
    const { pages } = this;
    let total = 0;
    for (let row = firstRow, cell = firstRow * columns + this.#column; row < rows; row++, cell += columns) {
      const length = lengths[cell] as number;
      if (length >= 0) total += length + 4;
    }
    if (pages.isFull(rows - firstRow, total)) pages.cut("plain");
    pages.reserve(total);
    const out = pages.bytes;
    const outView = pages.view;
    let { at } = pages;
    for (let row = firstRow, cell = firstRow * columns + this.#column; row < rows; row++, cell += columns) {
      const length = lengths[cell] as number;
      if (length < 0) {
        pages.missing(pages.rows + row - firstRow);
        continue;
      }
      const start = starts[cell] as number;
      outView.setInt32(at, length, true);
      at += 4;
      if (length > shortCopy) out.set(bytes.subarray(start, start + length), at);
      else for (let done = 0; done < length; done += 8) outView.setBigInt64(at + done, view.getBigInt64(start + done, true), true);
      at += length;
    }
    pages.took(rows - firstRow, at);
  }
}
