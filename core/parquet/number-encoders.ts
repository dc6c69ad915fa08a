import type { ColumnEncoder, ValueRange } from "./column-encoder.ts";
import type { ColumnPages } from "./column-pages.ts";
import { parseTimestamp, timestamp } from "./parse-timestamp.ts";
import { decimalScale, limbs, parseLimbs, parseSafeDecimal, parseSafeInteger, setLimbs, unreadable } from "./parse-values.ts";
import type { RowStripe } from "./row-stripe.ts";
import { BytesRange, NumberRange, toBigEndian } from "./value-range.ts";

const two32 = 2 ** 32;
const longBytes = 8;
const decimalBytes = 16;
/** Seconds whose microseconds a double counts exactly. */
const safeSeconds = 9e9;

/** Values of a fixed number of bytes, a page of them at a time. */
abstract class NumberEncoder implements ColumnEncoder {
  readonly pages: ColumnPages;
  protected readonly column: number;
  protected readonly small = new NumberRange();
  /** Of numbers that a double does not count exactly. */
  protected readonly large = new BytesRange();
  readonly #valueBytes: 8 | 16;

  constructor(pages: ColumnPages, column: number, valueBytes: 8 | 16) {
    this.pages = pages;
    this.column = column;
    this.#valueBytes = valueBytes;
  }

  add(stripe: RowStripe): void {
    const { pages } = this;
    const bytes = stripe.rows * this.#valueBytes;
    if (pages.isFull(stripe.rows, bytes)) pages.cut("plain");
    pages.reserve(bytes);
    pages.took(stripe.rows, this.write(stripe));
  }

  end(): ValueRange | null {
    this.pages.cut("plain");
    if (!this.small.isEmpty()) {
      this.large.add(toBigEndian(this.small.min, this.#valueBytes));
      this.large.add(toBigEndian(this.small.max, this.#valueBytes));
    }
    this.small.clear();
    return this.toPlain(this.large.take());
  }

  /** Answers where the values end. */
  protected abstract write(stripe: RowStripe): number;
  protected abstract toPlain(range: ValueRange | null): ValueRange | null;

  protected count(value: number): void {
    if (value < this.small.min) this.small.min = value;
    if (value > this.small.max) this.small.max = value;
  }
}

abstract class LongEncoder extends NumberEncoder {
  protected toPlain(range: ValueRange | null): ValueRange | null {
    return range && { min: range.min.reverse(), max: range.max.reverse() };
  }

  protected put(value: number, at: number): void {
    const { view } = this.pages;
    const high = Math.floor(value / two32);
    view.setInt32(at, value - high * two32, true);
    view.setInt32(at + 4, high, true);
    this.count(value);
  }

  protected putLarge(at: number): void {
    const { view, bytes } = this.pages;
    view.setUint32(at, limbs[0] as number, true);
    view.setUint32(at + 4, limbs[1] as number, true);
    this.large.add(bytes.slice(at, at + longBytes).reverse());
  }

  protected putTime(seconds: number, micros: number, at: number): void {
    if (Math.abs(seconds) < safeSeconds) {
      this.put(seconds * 1e6 + micros, at);
      return;
    }
    const total = BigInt(seconds) * 1_000_000n + BigInt(micros);
    limbs[0] = Number(BigInt.asUintN(32, total));
    limbs[1] = Number(BigInt.asUintN(32, total >> 32n));
    this.putLarge(at);
  }
}

export class IntegerEncoder extends LongEncoder {
  constructor(pages: ColumnPages, column: number) {
    super(pages, column, longBytes);
  }

  protected write({ bytes, starts, lengths, columns, rows }: RowStripe): number {
    const first = this.pages.rows;
    let { at } = this.pages;
    for (let row = 0, cell = this.column; row < rows; row++, cell += columns) {
      const start = starts[cell] as number;
      const length = lengths[cell] as number;
      if (length <= 0) {
        this.pages.missing(first + row);
        continue;
      }
      const value = parseSafeInteger(bytes, start, start + length);
      if (value !== null) this.put(value, at);
      else if (parseLimbs(bytes, start, start + length, { scale: 0, words: 2 })) this.putLarge(at);
      else throw unreadable("an integer", bytes, start, start + length);
      at += longBytes;
    }
    return at;
  }
}

export class TimestampEncoder extends LongEncoder {
  constructor(pages: ColumnPages, column: number) {
    super(pages, column, longBytes);
  }

  protected write({ bytes, starts, lengths, columns, rows }: RowStripe): number {
    const first = this.pages.rows;
    let { at } = this.pages;
    for (let row = 0, cell = this.column; row < rows; row++, cell += columns) {
      const start = starts[cell] as number;
      const length = lengths[cell] as number;
      if (length <= 0) {
        this.pages.missing(first + row);
        continue;
      }
      if (!parseTimestamp(bytes, start, start + length)) throw unreadable("a date with a time", bytes, start, start + length);
      this.putTime(timestamp.seconds, timestamp.micros, at);
      at += longBytes;
    }
    return at;
  }
}

/** The time of each row, which is no cell of it. */
export class RowTimeEncoder extends LongEncoder {
  constructor(pages: ColumnPages) {
    super(pages, -1, longBytes);
  }

  protected write({ seconds, micros, rows }: RowStripe): number {
    let { at } = this.pages;
    for (let row = 0; row < rows; row++, at += longBytes) this.putTime(seconds[row] as number, micros[row] as number, at);
    return at;
  }
}

/** DECIMAL(38, 9) in 16 bytes, the most significant first. */
export class DecimalEncoder extends NumberEncoder {
  constructor(pages: ColumnPages, column: number) {
    super(pages, column, decimalBytes);
  }

  protected toPlain(range: ValueRange | null): ValueRange | null {
    return range;
  }

  protected write({ bytes, starts, lengths, columns, rows }: RowStripe): number {
    const first = this.pages.rows;
    const { view } = this.pages;
    let { at } = this.pages;
    for (let row = 0, cell = this.column; row < rows; row++, cell += columns) {
      const start = starts[cell] as number;
      const length = lengths[cell] as number;
      if (length <= 0) {
        this.pages.missing(first + row);
        continue;
      }
      const value = parseSafeDecimal(bytes, start, start + length);
      if (value !== null) {
        setLimbs(value);
        this.count(value);
      } else if (!parseLimbs(bytes, start, start + length, { scale: decimalScale, words: 4 })) {
        throw unreadable("a number", bytes, start, start + length);
      }
      for (let limb = 0; limb < 4; limb++) view.setUint32(at + 12 - 4 * limb, limbs[limb] as number);
      if (value === null) this.large.add(this.pages.bytes.subarray(at, at + decimalBytes));
      at += decimalBytes;
    }
    return at;
  }
}
