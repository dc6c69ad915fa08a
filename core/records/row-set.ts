/** Numbers of rows: a bit each. */
export class RowSet {
  #bits: Uint8Array;

  constructor(bits: Uint8Array = new Uint8Array()) {
    this.#bits = bits;
  }

  /** As it is kept. */
  get bytes(): Uint8Array {
    return this.#bits;
  }

  add(row: number): void {
    const at = row >>> 3;
    if (at >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(at + 1, this.#bits.length * 2, 64));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (row & 7));
  }

  has(row: number): boolean {
    return ((this.#bits[row >>> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }
}
