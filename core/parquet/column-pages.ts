import type { PageBuffers } from "./page-buffers.ts";
import type { PagePacking } from "./page-packing.ts";

/** How values of a page are written; see Encodings.md of the Parquet format. */
export const pageEncodings = { plain: 0, levels: 3, indices: 8 } as const;

export interface Page {
  kind: "dictionary" | "plain" | "indices";
  /** Nulls included. */
  values: number;
  rawBytes: number;
  /** Compressed. */
  body: Uint8Array | null;
}

export interface PageLimits {
  bytes: number;
  rows: number;
}

/** In front of the values: the levels of a page without nulls, right before them. */
const prefixBytes = 16;
/** Behind them, so that cells can be copied eight bytes at a time. */
const slack = 8;

/** The pages of one column of a row group. Encoders write values to `bytes` from `at` on, after `reserve`, and say `took`. */
export class ColumnPages {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  at = prefixBytes;
  /** Of the page. */
  rows = 0;
  pages: Page[] = [];
  values = 0;
  nulls = 0;
  readonly limits: PageLimits;
  readonly #buffers: PageBuffers;
  readonly #packing: PagePacking;
  #pending: Promise<void>[] = [];
  #levels = new Uint8Array(0);
  #pageNulls = 0;

  constructor(buffers: PageBuffers, packing: PagePacking, limits: PageLimits) {
    this.limits = limits;
    this.#buffers = buffers;
    this.#packing = packing;
    this.bytes = buffers.take(0);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Whether a page with so much more would be larger than pages are meant to be. */
  isFull(rows: number, bytes: number): boolean {
    return this.rows > 0 && (this.rows + rows > this.limits.rows || this.at - prefixBytes + bytes > this.limits.bytes);
  }

  reserve(bytes: number): void {
    const wanted = this.at + bytes + slack;
    if (wanted <= this.bytes.length) return;
    const grown = this.#buffers.take(wanted);
    grown.set(this.bytes.subarray(0, this.at));
    this.#buffers.give(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  /** The page's row has no value. */
  missing(row: number): void {
    if (this.#levels.length <= row) {
      const grown = new Uint8Array(Math.max(this.limits.rows, row + 1, this.#levels.length * 2)).fill(1);
      grown.set(this.#levels);
      this.#levels = grown;
    }
    this.#levels[row] = 0;
    this.#pageNulls++;
  }

  took(rows: number, at: number): void {
    this.rows += rows;
    this.at = at;
  }

  presentInPage(): number {
    return this.rows - this.#pageNulls;
  }

  cut(kind: "plain" | "indices"): void {
    if (this.rows === 0) return;
    const from = this.#writeLevels();
    this.#pack(kind, this.rows, from);
    this.values += this.rows;
    this.nulls += this.#pageNulls;
    this.rows = 0;
    if (this.#pageNulls > 0) this.#levels.fill(1);
    this.#pageNulls = 0;
  }

  /** A page of its own, first of the chunk. */
  addDictionary(bytes: Uint8Array, entries: number): void {
    const page: Page = { kind: "dictionary", values: entries, rawBytes: bytes.length, body: null };
    this.pages.unshift(page);
    this.#pending.push(
      this.#packing.pack(bytes.slice(), (body) => {
        page.body = body;
      }),
    );
  }

  /** What there is of the chunk; begins the next. The pages are complete when `packed` settled, if nothing failed. */
  take(): { pages: readonly Page[]; values: number; nulls: number; packed: Promise<unknown> } {
    const { pages, values, nulls } = this;
    const packed = Promise.all(this.#pending);
    this.pages = [];
    this.values = 0;
    this.nulls = 0;
    this.#pending = [];
    return { pages, values, nulls, packed };
  }

  #pack(kind: Page["kind"], values: number, from: number): void {
    const buffer = this.bytes;
    const page: Page = { kind, values, rawBytes: this.at - from, body: null };
    this.pages.push(page);
    this.#pending.push(
      this.#packing.pack(buffer.subarray(from, this.at), (body) => {
        page.body = body;
        this.#buffers.give(buffer);
      }),
    );
    this.bytes = this.#buffers.take(Math.min(buffer.length, this.at));
    this.view = new DataView(this.bytes.buffer);
    this.at = prefixBytes;
  }

  /** Definition levels, with their length in front; answers where the page begins. */
  #writeLevels(): number {
    if (this.#pageNulls === 0 || this.#pageNulls === this.rows) {
      const run = varint(this.rows * 2);
      const from = prefixBytes - 4 - run.length - 1;
      this.view.setUint32(from, run.length + 1, true);
      this.bytes.set(run, from + 4);
      this.bytes[prefixBytes - 1] = this.#pageNulls === 0 ? 1 : 0;
      return from;
    }
    const groups = Math.ceil(this.rows / 8);
    const head = varint(groups * 2 + 1);
    const length = head.length + groups;
    this.reserve(length);
    const values = this.at - prefixBytes;
    this.bytes.copyWithin(prefixBytes + length, prefixBytes, this.at);
    this.at = prefixBytes + length + values;
    this.view.setUint32(prefixBytes - 4, length, true);
    this.bytes.set(head, prefixBytes);
    packBits(this.#levels, this.rows, this.bytes, prefixBytes + head.length);
    return prefixBytes - 4;
  }
}

export function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
  return bytes;
}

/** One bit for each of the first values, the least significant first; ends with zeros. */
export function packBits(values: Uint8Array, count: number, out: Uint8Array, from: number): void {
  for (let index = 0, at = from; index < count; index += 8, at++) {
    let byte = 0;
    for (let bit = 0; bit < 8 && index + bit < count; bit++) byte |= (values[index + bit] as number) << bit;
    out[at] = byte;
  }
}
