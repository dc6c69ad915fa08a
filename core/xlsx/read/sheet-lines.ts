/** Which row of the sheet each place of the text made of it stands for. Questions come in ascending order, more or less. */
export class SheetLines {
  #offsets: number[] = [];
  #rows: number[] = [];
  /** Whether every byte from there on is a row of its own: empty rows. */
  #gaps: boolean[] = [];

  add(offset: number, row: number, isGap: boolean): void {
    this.#offsets.push(offset);
    this.#rows.push(row);
    this.#gaps.push(isGap);
  }

  /** 1-based. */
  rowAt(offset: number): number {
    const index = this.#indexOf(offset);
    const row = this.#rows[index] ?? 1;
    return this.#gaps[index] ? row + (offset - (this.#offsets[index] ?? 0)) : row;
  }

  /** Nothing before will be asked for. */
  release(before: number): void {
    const index = this.#indexOf(before);
    if (index < keptEntries) return;
    this.#offsets = this.#offsets.slice(index);
    this.#rows = this.#rows.slice(index);
    this.#gaps = this.#gaps.slice(index);
  }

  /** The last entry at or before the offset. */
  #indexOf(offset: number): number {
    let low = 0;
    for (let high = this.#offsets.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((this.#offsets[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Forgetting is put off until it is worth moving the rest. */
const keptEntries = 4096;
