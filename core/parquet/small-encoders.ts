import type { ColumnEncoder, ValueRange } from "./column-encoder.ts";
import { type ColumnPages, packBits } from "./column-pages.ts";
import { parseBoolean, parseDays, unreadable } from "./parse-values.ts";
import type { RowStripe } from "./row-stripe.ts";
import { NumberRange } from "./value-range.ts";

/** Days since 1970, in four bytes. */
export class DateEncoder implements ColumnEncoder {
  readonly pages: ColumnPages;
  readonly #column: number;
  readonly #range = new NumberRange();

  constructor(pages: ColumnPages, column: number) {
    this.pages = pages;
    this.#column = column;
  }

  add({ bytes, starts, lengths, columns, rows }: RowStripe): void {
    const { pages } = this;
    if (pages.isFull(rows, rows * 4)) pages.cut("plain");
    pages.reserve(rows * 4);
    let { at } = pages;
    for (let row = 0, cell = this.#column; row < rows; row++, cell += columns) {
      const start = starts[cell] as number;
      const length = lengths[cell] as number;
      if (length <= 0) {
        pages.missing(pages.rows + row);
        continue;
      }
      const days = length === 10 ? parseDays(bytes, start) : Number.NaN;
      if (Number.isNaN(days)) throw unreadable("a date", bytes, start, start + length);
      pages.view.setInt32(at, days, true);
      if (days < this.#range.min) this.#range.min = days;
      if (days > this.#range.max) this.#range.max = days;
      at += 4;
    }
    pages.took(rows, at);
  }

  end(): ValueRange | null {
    this.pages.cut("plain");
    if (this.#range.isEmpty()) return null;
    const [min, max] = [this.#range.min, this.#range.max].map((days) => new Uint8Array(Int32Array.of(days).buffer));
    this.#range.clear();
    return min && max ? { min, max } : null;
  }
}

/** A bit each, which are kept as bytes until the page is cut. */
export class BooleanEncoder implements ColumnEncoder {
  readonly pages: ColumnPages;
  readonly #column: number;
  #values: Uint8Array;

  constructor(pages: ColumnPages, column: number, mostRows: number) {
    this.pages = pages;
    this.#column = column;
    this.#values = new Uint8Array(Math.max(pages.limits.rows, mostRows));
  }

  add({ bytes, starts, lengths, columns, rows }: RowStripe): void {
    const { pages } = this;
    if (pages.isFull(rows, 0)) this.#cut();
    let present = pages.presentInPage();
    for (let row = 0, cell = this.#column; row < rows; row++, cell += columns) {
      const start = starts[cell] as number;
      const length = lengths[cell] as number;
      if (length <= 0) {
        pages.missing(pages.rows + row);
        continue;
      }
      const value = parseBoolean(bytes, start, start + length);
      if (value < 0) throw unreadable("true or false", bytes, start, start + length);
      this.#values[present++] = value;
    }
    pages.took(rows, pages.at);
  }

  end(): null {
    this.#cut();
    return null;
  }

  #cut(): void {
    const { pages } = this;
    const count = pages.presentInPage();
    const length = Math.ceil(count / 8);
    pages.reserve(length);
    packBits(this.#values, count, pages.bytes, pages.at);
    pages.took(0, pages.at + length);
    pages.cut("plain");
  }
}
