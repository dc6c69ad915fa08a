import type { ByteDialect } from "../kernel/kernel.ts";

/** Cells of one line: where each starts in the source (its quote included), and where its text starts and ends. */
export interface LineSplit {
  starts: number[];
  from: number[];
  to: number[];
}

export interface SplitBounds {
  start: number;
  end: number;
  /** The table's width; 0 for any. */
  width: number;
  maxFields: number;
}

const maxSplits = 64;

/** A reading not followed yet: the first `count` cells of another one, then the cell at `start` taken literally. */
interface Branch {
  of: LineSplit;
  count: number;
  start: number;
}

/**
 * Splits a damaged line: each cell that starts with a quote may be quoted (its quote closes only before a delimiter or the
 * line's end, other quotes are literal) or literal. The first split of the table's width wins, else the first of all.
 * Null when it has more cells than can be held.
 */
export function splitDamagedLine(bytes: Uint8Array, dialect: ByteDialect, { start, end, width, maxFields }: SplitBounds): LineSplit | null {
  const branches: Branch[] = [];
  const line = new DamagedLine(bytes, dialect, start, end);
  const first = line.follow(null, branches, maxFields);
  let split = first;
  for (let tried = 1; width !== 0 && split.starts.length !== width; tried++) {
    const branch = branches.pop();
    if (branch === undefined || tried === maxSplits) return first.starts.length > maxFields ? null : first;
    split = line.follow(branch, branches, width);
  }
  return split.starts.length > maxFields ? null : split;
}

class DamagedLine {
  readonly #bytes: Uint8Array;
  readonly #delimiter: Uint8Array;
  readonly #quote: number;
  readonly #start: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, { delimiter, quote }: ByteDialect, start: number, end: number) {
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#start = start;
    this.#end = end;
  }

  /** Gives up past `maxCells`: that split is not the one. */
  follow(branch: Branch | null, branches: Branch[], maxCells: number): LineSplit {
    const count = branch?.count ?? 0;
    const split: LineSplit = {
      starts: branch?.of.starts.slice(0, count) ?? [],
      from: branch?.of.from.slice(0, count) ?? [],
      to: branch?.of.to.slice(0, count) ?? [],
    };
    let start = branch?.start ?? this.#start;
    let literal = branch !== null;
    let close = -1;
    for (;;) {
      split.starts.push(start);
      const quoted = !literal && start < this.#end && this.#bytes[start] === this.#quote;
      if (quoted && close <= start) close = this.#quoteBeforeDelimiter(start);
      literal = false;
      let end: number;
      if (quoted && close < this.#end) {
        branches.push({ of: split, count: split.from.length, start });
        if (branches.length > maxSplits) branches.shift();
        end = close + 1;
        split.from.push(start + 1);
        split.to.push(close);
      } else {
        end = this.#delimiterOrEnd(start);
        split.from.push(start);
        split.to.push(end);
      }
      if (end >= this.#end || split.starts.length > maxCells) return split;
      start = end + this.#delimiter.length;
    }
  }

  #delimiterOrEnd(from: number): number {
    for (let at = from; at < this.#end; at++) if (this.#isDelimiter(at)) return at;
    return this.#end;
  }

  /** The first quote after `open` that could close a cell; the line's end when there is none. */
  #quoteBeforeDelimiter(open: number): number {
    for (let at = open + 1; at < this.#end; at++) {
      if (this.#bytes[at] === this.#quote && (at + 1 === this.#end || this.#isDelimiter(at + 1))) return at;
    }
    return this.#end;
  }

  #isDelimiter(at: number): boolean {
    return startsWithDelimiter(this.#bytes, this.#delimiter, at, this.#end);
  }
}

export function startsWithDelimiter(bytes: Uint8Array, delimiter: Uint8Array, at: number, end: number): boolean {
  const { length } = delimiter;
  if (length === 0 || bytes[at] !== delimiter[0] || at + length > end) return false;
  for (let offset = 1; offset < length; offset++) if (bytes[at + offset] !== delimiter[offset]) return false;
  return true;
}
