import { AppError } from "../app-error.ts";
import { formatCount } from "../csv/format-count.ts";

/** What a row does to its key's record, as far as the plan has come. */
export const rowClasses = ["unchanged", "create", "update"] as const;
export type RowClass = (typeof rowClasses)[number];

export interface SeenRow {
  row: number;
  class: RowClass;
}

/** Sixteen bytes each, of a function that has 1.7 GB. */
const maxKeys = 24_000_000;
const words = 4;
const growth = 1.6;
const fullest = 0.75;

/**
 * Which keys a file had so far, and the last row of each, without the keys themselves: 96 bits of each key's hash stand for it. The
 * hash starts at random, so that nobody can make two keys that look like one; by chance two of 24 million do once in 10¹⁴ files.
 */
export class SeenKeys {
  readonly #seeds = crypto.getRandomValues(new Uint32Array(3));
  readonly #hash = new Uint32Array(3);
  #capacity = 1024;
  #table = new Uint32Array(this.#capacity * words);
  #size = 0;

  get(key: string): SeenRow | null {
    this.#hashKey(key);
    return this.#read(this.#find());
  }

  /** Answers what was known before. @throws AppError file-too-large */
  set(key: string, { row, class: rowClass }: SeenRow): void {
    this.#hashKey(key);
    let at = this.#find();
    if (this.#table[at + 3] === 0) {
      this.#size++;
      if (this.#size > maxKeys) throw tooMany();
      if (this.#size > this.#capacity * fullest) {
        this.#grow();
        at = this.#find();
      }
    }
    this.#table.set(this.#hash, at);
    this.#table[at + 3] = row * words + rowClasses.indexOf(rowClass);
  }

  #read(at: number): SeenRow | null {
    const value = this.#table[at + 3] ?? 0;
    return value === 0 ? null : { row: Math.floor(value / words), class: rowClasses[value % words] ?? "unchanged" };
  }

  /** Where the hashed key stands, or would. */
  #find(): number {
    const [a = 0, b = 0, c = 0] = this.#hash;
    for (let place = a % this.#capacity; ; place = place + 1 === this.#capacity ? 0 : place + 1) {
      const at = place * words;
      const isIt = this.#table[at] === a && this.#table[at + 1] === b && this.#table[at + 2] === c;
      if (isIt || this.#table[at + 3] === 0) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    const hashed = this.#hash.slice();
    this.#capacity = Math.ceil(this.#capacity * growth);
    this.#table = new Uint32Array(this.#capacity * words);
    for (let at = 0; at < old.length; at += words) {
      if (old[at + 3] === 0) continue;
      this.#hash.set(old.subarray(at, at + 3));
      this.#table.set(old.subarray(at, at + words), this.#find());
    }
    this.#hash.set(hashed);
  }

  #hashKey(key: string): void {
    let [a = 0, b = 0, c = 0] = this.#seeds;
    for (let at = 0; at < key.length; at++) {
      const unit = key.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x85ebca6b);
      a = (a << 13) | (a >>> 19);
      b = Math.imul(b + unit + a, 0xc2b2ae35);
      b = (b << 16) | (b >>> 16);
      c = Math.imul((c ^ unit) + b, 0x27d4eb2f);
      c = (c << 11) | (c >>> 21);
    }
    a = mix(a ^ key.length ^ c);
    b = mix(b + a);
    c = mix(c ^ b);
    this.#hash[0] = mix(a + c);
    this.#hash[1] = b;
    this.#hash[2] = c;
  }
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function tooMany(): AppError {
  return new AppError("file-too-large", `A file that is loaded may have at most ${formatCount(maxKeys)} keys. Split it into several.`);
}
