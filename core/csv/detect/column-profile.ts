import { type CellType, cellType } from "../cell-type.ts";
import { type ColumnFacts, FactGatherer } from "./column-facts.ts";
import { type DistinctCount, DistinctCounter } from "./distinct-count.ts";

export interface InspectedColumn {
  name: string;
  /** The type that every value seen has; `empty` when there is none. */
  type: CellType | "empty";
  /** Cells without a value. */
  empty: number;
  distinct: DistinctCount;
  /** A few different values. */
  samples: string[];
  facts: ColumnFacts;
}

const samplesPerColumn = 3;
const maxSampleLength = 200;
const longestTyped = 40;
const zero = 0x30;
const nine = 0x39;
const point = 0x2e;
const minus = 0x2d;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** One column, seen value by value, in memory that does not grow with them. */
export class ColumnProfile {
  readonly #name: string;
  readonly #distinct: DistinctCounter;
  readonly #facts: FactGatherer;
  #type: InspectedColumn["type"] = "empty";
  #empty = 0;
  readonly #samples: string[] = [];
  /** Hash of the value before: columns often repeat themselves. */
  #last = -1;

  constructor(name: string, options: { maxExact: number; decimal: "." | "," }) {
    const { maxExact, decimal } = options;
    this.#name = name;
    this.#facts = new FactGatherer(decimal);
    this.#distinct = new DistinctCounter(maxExact);
  }

  addEmpty(): void {
    this.#empty++;
  }

  /** A value in UTF-8 that is not empty. */
  add(bytes: Uint8Array, start: number, end: number): void {
    let high = 0x811c_9dc5;
    let low = 0x9e37_79b9;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      high = Math.imul(high ^ byte, 0x0100_0193);
      low = Math.imul(low ^ byte, 0x85eb_ca6b) + 1;
      low ^= low >>> 13;
    }
    low = mix(low ^ (end - start));
    high = mix(high);
    if (low !== this.#last) this.#distinct.add(high, low);
    this.#facts.add(bytes, start, end, (high & 0x1f_ffff) * 0x1_0000_0000 + low);
    this.#last = low;
    if (this.#samples.length < samplesPerColumn) this.#sample(bytes, start, end);
    if (this.#type !== "text") this.#takeType(bytes, start, end);
  }

  get(): InspectedColumn {
    return {
      name: this.#name,
      type: this.#type,
      empty: this.#empty,
      distinct: this.#distinct.get(),
      samples: [...this.#samples],
      facts: this.#facts.get(),
    };
  }

  #takeType(bytes: Uint8Array, start: number, end: number): void {
    if (this.#type === "number" && isPlainNumber(bytes, start, end)) return;
    const type = end - start > longestTyped ? "text" : cellType(decoder.decode(bytes.subarray(start, end)));
    this.#type = this.#type === "empty" || this.#type === type ? type : "text";
  }

  #sample(bytes: Uint8Array, start: number, end: number): void {
    // Four bytes are the most that a character takes.
    const text = decoder.decode(bytes.subarray(start, Math.min(end, start + 4 * maxSampleLength))).slice(0, maxSampleLength);
    if (!this.#samples.includes(text)) this.#samples.push(text);
  }
}

/** The numbers that are most frequent, told without making a string; the others are for cellType to tell. */
function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let at = bytes[start] === minus ? start + 1 : start;
  const first = at;
  while (at < end && isDigit(bytes[at])) at++;
  const whole = at - first;
  if (whole === 0 || (whole > 1 && bytes[first] === zero) || end - start > longestTyped) return false;
  if (at === end) return true;
  if (bytes[at++] !== point || at === end) return false;
  while (at < end && isDigit(bytes[at])) at++;
  return at === end;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

/** The last step of MurmurHash3: every bit depends on every other. */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
