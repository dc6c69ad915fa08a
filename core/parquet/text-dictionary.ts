const slots = 8192;
export const mostEntries = 4096;
/** Longer texts are not looked for. */
export const longestEntry = 64;
const slack = 8;
const golden = 0x9e37_79b1;

/** Distinct texts of a column, as PLAIN writes them, by the order in which they came. */
export class TextDictionary {
  /** A length in four bytes and the text, of each. */
  bytes = new Uint8Array(4096);
  used = 0;
  entries = 0;
  view = new DataView(this.bytes.buffer);
  /** Of each slot: the entry's number plus one. */
  readonly #slots = new Uint16Array(slots);
  readonly #starts = new Int32Array(mostEntries);

  clear(): void {
    this.#slots.fill(0);
    this.used = 0;
    this.entries = 0;
  }

  /** Where its length begins. */
  startOf(entry: number): number {
    return this.#starts[entry] as number;
  }

  /** The number of a text of at most `longestEntry` bytes, new or known; -1 when there are too many. Looks three bytes past its end. */
  indexOf(bytes: Uint8Array, view: DataView, start: number, length: number): number {
    const whole = length & ~3;
    const rest = length & 3;
    const lastWord = rest === 0 ? 0 : view.getInt32(start + whole, true) & ((1 << (rest * 8)) - 1);
    let hash = length;
    for (let at = 0; at < whole; at += 4) hash = Math.imul(hash ^ view.getInt32(start + at, true), golden) ^ (hash >>> 13);
    hash = Math.imul(hash ^ lastWord, golden);
    for (let slot = (hash ^ (hash >>> 15)) & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry < 0) return this.#add(slot, bytes, start, length);
      if (this.#is(entry, view, start, length, lastWord)) return entry;
    }
  }

  #is(entry: number, view: DataView, start: number, length: number, lastWord: number): boolean {
    const at = this.#starts[entry] as number;
    const own = this.view;
    if (own.getInt32(at, true) !== length) return false;
    const whole = length & ~3;
    for (let index = 0; index < whole; index += 4) {
      if (own.getInt32(at + 4 + index, true) !== view.getInt32(start + index, true)) return false;
    }
    const rest = length & 3;
    return rest === 0 || (own.getInt32(at + 4 + whole, true) & ((1 << (rest * 8)) - 1)) === lastWord;
  }

  #add(slot: number, bytes: Uint8Array, start: number, length: number): number {
    if (this.entries === mostEntries) return -1;
    if (this.used + 4 + length + slack > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    const entry = this.entries++;
    this.#slots[slot] = entry + 1;
    this.#starts[entry] = this.used;
    this.view.setInt32(this.used, length, true);
    this.bytes.set(bytes.subarray(start, start + length), this.used + 4);
    this.used += 4 + length;
    return entry;
  }
}

/** Numbers below 2^`width`, in runs as RLE of the Parquet format has them: one for all if they are the same, else packed. */
export function packIndices(values: Uint16Array, count: number, width: number, out: { bytes: Uint8Array; at: number }): number {
  const { bytes } = out;
  let { at } = out;
  bytes[at++] = width;
  const groups = Math.ceil(count / 8);
  let head = groups * 2 + 1;
  for (; head >= 0x80; head >>>= 7) bytes[at++] = (head & 0x7f) | 0x80;
  bytes[at++] = head;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < groups * 8; index++) {
    held |= (index < count ? (values[index] as number) : 0) << bits;
    bits += width;
    while (bits >= 8) {
      bytes[at++] = held & 0xff;
      held >>>= 8;
      bits -= 8;
    }
  }
  return at;
}
