/** A partition that gets few rows takes no more than this. */
export const rowBlockBytes = 8 * 1024;

/** Memory of a fixed size, in blocks that are lent and given back: rows of any number of partitions wait in it. */
export class RowBlocks {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
  readonly count: number;
  readonly #free: Int32Array;
  #freeCount: number;

  constructor(byteLength: number) {
    this.count = Math.max(2, Math.floor(byteLength / rowBlockBytes));
    this.bytes = new Uint8Array(this.count * rowBlockBytes);
    this.view = new DataView(this.bytes.buffer);
    this.#free = Int32Array.from({ length: this.count }, (_, index) => (this.count - 1 - index) * rowBlockBytes);
    this.#freeCount = this.count;
  }

  get free(): number {
    return this.#freeCount;
  }

  /** Where a block begins; -1 when none is left. */
  take(): number {
    return this.#freeCount === 0 ? -1 : (this.#free[--this.#freeCount] as number);
  }

  give(block: number): void {
    this.#free[this.#freeCount++] = block;
  }
}
