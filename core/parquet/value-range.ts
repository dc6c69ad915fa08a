import type { ValueRange } from "./column-encoder.ts";

const two32 = 2 ** 32;

/** The least and the greatest of numbers that a double counts exactly. */
export class NumberRange {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  isEmpty(): boolean {
    return this.min > this.max;
  }

  clear(): void {
    this.min = Number.POSITIVE_INFINITY;
    this.max = Number.NEGATIVE_INFINITY;
  }
}

/** The least and the greatest of numbers in two's complement, their most significant byte first. */
export class BytesRange {
  #range: ValueRange | null = null;

  add(bytes: Uint8Array): void {
    if (this.#range === null) this.#range = { min: bytes.slice(), max: bytes.slice() };
    else if (compareSigned(bytes, this.#range.min) < 0) this.#range.min = bytes.slice();
    else if (compareSigned(bytes, this.#range.max) > 0) this.#range.max = bytes.slice();
  }

  take(): ValueRange | null {
    const range = this.#range;
    this.#range = null;
    return range;
  }
}

function compareSigned(a: Uint8Array, b: Uint8Array): number {
  const first = (((a[0] as number) << 24) >> 24) - (((b[0] as number) << 24) >> 24);
  if (first !== 0) return first;
  for (let index = 1; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A whole number as so many bytes, the most significant first. */
export function toBigEndian(value: number, length: 8 | 16): Uint8Array {
  const bytes = new Uint8Array(length).fill(value < 0 ? 0xff : 0);
  const view = new DataView(bytes.buffer);
  const high = Math.floor(value / two32);
  view.setInt32(length - 8, high);
  view.setUint32(length - 4, value - high * two32);
  return bytes;
}
