export type Cell = string | null;

/** The cells of one column in one row group. As one text with the places in it they take a third of what as many texts would. */
export class PackedCells {
  readonly #text: string;
  readonly #ends: Uint32Array;
  readonly #missing: ReadonlySet<number>;

  constructor(cells: readonly Cell[]) {
    const ends = new Uint32Array(cells.length);
    const missing = new Set<number>();
    let end = 0;
    cells.forEach((cell, at) => {
      if (cell === null) missing.add(at);
      else end += cell.length;
      ends[at] = end;
    });
    // Cells that are missing are joined as nothing.
    this.#text = cells.join("");
    this.#ends = ends;
    this.#missing = missing;
  }

  get length(): number {
    return this.#ends.length;
  }

  /** What they take in memory, about. */
  get bytes(): number {
    return this.#text.length + 4 * this.#ends.length + 16 * this.#missing.size;
  }

  at(index: number): Cell {
    if (index < 0 || index >= this.#ends.length || this.#missing.has(index)) return null;
    return this.#text.slice(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}
