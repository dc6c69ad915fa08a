import { AppError } from "../../app-error.ts";
import { formatCount } from "../../csv/format-count.ts";

/** So many distinct values can be held against each other: about 200 MB. */
export const maxUniqueValues = 10_000_000;

const lanes = 3;
const firstPlaces = 1024;
/** Fuller than this, a table is doubled. */
const fullShare = 0.62;
const multipliers = [0x9e37_79b1, 0x85eb_ca6b, 0xc2b2_ae35] as const;

/**
 * Which values were seen before, told by 96 bits of hash each: among ten million values the chance that any two are taken for
 * each other is below 10⁻¹⁴.
 */
export class UniqueValues {
  readonly #what: string;
  readonly #max: number;
  #places = new Uint32Array(firstPlaces * lanes);
  #count = 0;
  #a = 0;
  #b = 0;
  #c = 0;

  constructor(what: string, max = maxUniqueValues) {
    this.#what = what;
    this.#max = max;
  }

  /** Begins a value, which may have several parts. */
  start(): void {
    this.#a = 1;
    this.#b = 2;
    this.#c = 3;
  }

  /** Adds a part; where it ends counts, too. */
  add(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += 4) {
      let word = bytes[at] ?? 0;
      if (at + 1 < to) word |= (bytes[at + 1] ?? 0) << 8;
      if (at + 2 < to) word |= (bytes[at + 2] ?? 0) << 16;
      if (at + 3 < to) word |= (bytes[at + 3] ?? 0) << 24;
      this.#mix(word);
    }
    this.#mix(to - from);
  }

  #mix(word: number): void {
    const a = Math.imul(this.#a ^ word, multipliers[0]);
    const b = Math.imul(this.#b ^ word, multipliers[1]);
    const c = Math.imul(this.#c ^ word, multipliers[2]);
    this.#a = a ^ (a >>> 15);
    this.#b = b ^ (b >>> 13);
    this.#c = c ^ (c >>> 16);
  }

  /** Whether the value was taken before. */
  has(): boolean {
    const at = findPlace(this.#places, this.#a >>> 0, this.#b >>> 0, this.#c >>> 0 || 1);
    return this.#places[at + 2] !== 0;
  }

  /** Whether the value is new; then it is taken. @throws AppError file-too-large */
  take(): boolean {
    const a = this.#a >>> 0;
    const b = this.#b >>> 0;
    // A place whose last lane is 0 is free.
    const c = this.#c >>> 0 || 1;
    const places = this.#places;
    const at = findPlace(places, a, b, c);
    if (places[at + 2] !== 0) return false;
    if (++this.#count > this.#max) {
      const message = `${this.#what} has more than ${formatCount(this.#max)} different values, which is too many to be held against each other.`;
      throw new AppError("file-too-large", message);
    }
    places[at] = a;
    places[at + 1] = b;
    places[at + 2] = c;
    if (this.#count * lanes > places.length * fullShare) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#places;
    const places = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += lanes) {
      const a = old[from] ?? 0;
      const b = old[from + 1] ?? 0;
      const c = old[from + 2] ?? 0;
      if (c === 0) continue;
      const at = findPlace(places, a, b, c);
      places[at] = a;
      places[at + 1] = b;
      places[at + 2] = c;
    }
    this.#places = places;
  }
}

/** Where the value stands, or the free place where it belongs. */
function findPlace(places: Uint32Array, a: number, b: number, c: number): number {
  const last = places.length / lanes - 1;
  for (let place = (a ^ (a >>> 16)) & last; ; place = (place + 1) & last) {
    const at = place * lanes;
    if (places[at + 2] === 0 || (places[at] === a && places[at + 1] === b && places[at + 2] === c)) return at;
  }
}
