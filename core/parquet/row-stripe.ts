import { longCell, noCell, rowHeadBytes } from "./stored-row.ts";

const usualBytes = 256 * 1024;
/** Behind the rows, so that cells can be looked at eight bytes at a time. */
const slack = 8;
const cellsAtOnce = 64 * 1024;
const rowsAtOnce = 4096;

/** Some stored rows with the places of their cells, so that they can be gone through column by column. */
export class RowStripe {
  readonly columns: number;
  readonly maxRows: number;
  bytes = new Uint8Array(usualBytes + slack);
  view = new DataView(this.bytes.buffer);
  rows = 0;
  /** By row and column: where the cell begins, and its length; -1 for none. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly seconds: Float64Array;
  readonly micros: Int32Array;
  #used = 0;
  /** Up to here rows were told. */
  #told = 0;

  constructor(columns: number) {
    this.columns = columns;
    this.maxRows = Math.max(1, Math.min(rowsAtOnce, Math.floor(cellsAtOnce / columns)));
    this.starts = new Int32Array(this.maxRows * columns);
    this.lengths = new Int32Array(this.maxRows * columns);
    this.seconds = new Float64Array(this.maxRows);
    this.micros = new Int32Array(this.maxRows);
  }

  /** Drops what was there. */
  clear(): void {
    this.#used = 0;
    this.#told = 0;
    this.rows = 0;
  }

  /** Drops the rows that were told, and takes as many of the bytes as there is room for; answers how many. */
  fill(bytes: Uint8Array, from: number): number {
    this.bytes.copyWithin(0, this.#told, this.#used);
    this.#used -= this.#told;
    this.#told = 0;
    this.rows = 0;
    if (this.#used >= 4) this.#roomFor(this.view.getUint32(0, true));
    const part = bytes.subarray(from, from + this.bytes.length - slack - this.#used);
    this.bytes.set(part, this.#used);
    this.#used += part.length;
    return part.length;
  }

  /** The next rows that are whole; false when there is none. */
  next(): boolean {
    const { columns, maxRows, bytes, starts, lengths } = this;
    const view = this.view;
    const used = this.#used;
    let at = this.#told;
    let row = 0;
    for (; row < maxRows && at + 4 <= used; row++) {
      const end = at + view.getUint32(at, true);
      if (end > used) break;
      this.seconds[row] = view.getFloat64(at + 4, true);
      this.micros[row] = view.getInt32(at + 12, true);
      let cell = at + rowHeadBytes;
      for (let column = row * columns; column < (row + 1) * columns; column++) {
        let length = bytes[cell++] as number;
        if (length === longCell) {
          length = view.getUint32(cell, true);
          cell += 4;
        } else if (length === noCell) length = -1;
        starts[column] = cell;
        lengths[column] = length;
        if (length > 0) cell += length;
      }
      at = end;
    }
    this.#told = at;
    this.rows = row;
    return row > 0;
  }

  #roomFor(length: number): void {
    if (length <= this.bytes.length - slack) return;
    const grown = new Uint8Array(length + slack);
    grown.set(this.bytes.subarray(0, this.#used));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
