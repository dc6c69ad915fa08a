import type { ByteQueue } from "./byte-queue.ts";
import { createHuffmanTable, type HuffmanTable } from "./huffman-table.ts";

/** Distances reach back so far. */
const windowBytes = 32 * 1024;
const longestMatch = 258;
const roundBytes = 64 * 1024;
/** The bits of one symbol with all that belongs to it, and a block's table of codes, are shorter. */
const symbolBytes = 16;
const tableBytes = 400;

const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceExtra = Array.from({ length: 30 }, (_, code) => Math.max((code >> 1) - 1, 0));
const distanceBase = distanceExtra.map((extra, code) => (code < 2 ? code + 1 : ((2 + (code & 1)) << extra) + 1));
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const fixedLengths = Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));

/** Bytes that are no deflate stream. */
export class InflateError extends Error {
  readonly truncated: boolean;

  constructor(message: string, truncated = false) {
    super(message);
    this.truncated = truncated;
  }
}

/**
 * Undoes deflate (RFC 1951) a stretch at a time, in memory of a fixed size, taking from the queue not a byte more than belongs
 * to the stream, so that what stands behind it (a checksum, another member) can be read.
 */
export class Inflater {
  readonly #input: ByteQueue;
  readonly #window = new Uint8Array(windowBytes + roundBytes + longestMatch);
  /** Output stands in the window up to `#out`; what is before `#given` was handed out, `#reach` bytes of it are valid. */
  #out = 0;
  #given = 0;
  #hold = 0;
  #held = 0;
  #state: "head" | "stored" | "codes" | "end" = "head";
  #last = false;
  #storedLeft = 0;
  #literals: HuffmanTable = { entries: new Uint16Array(2), bits: 1 };
  #distances: HuffmanTable = { entries: new Uint16Array(2), bits: 1 };

  constructor(input: ByteQueue) {
    this.#input = input;
  }

  /** The next bytes, valid until the next call; none at the end. @throws InflateError */
  async next(): Promise<Uint8Array> {
    this.#given = this.#out;
    if (this.#out >= windowBytes + roundBytes) {
      this.#window.copyWithin(0, this.#out - windowBytes, this.#out);
      this.#out = windowBytes;
      this.#given = windowBytes;
    }
    while (this.#state !== "end" && this.#out === this.#given) await this.#step();
    return this.#window.subarray(this.#given, this.#out);
  }

  async #step(): Promise<void> {
    if (this.#state === "stored") await this.#copyStored();
    else if (this.#state === "head") {
      await this.#input.prepare(tableBytes);
      this.#readHead();
    } else {
      await this.#input.prepare(symbolBytes);
      this.#readSymbols();
    }
    if (this.#state === "end") this.#giveBack();
  }

  #readHead(): void {
    this.#last = this.#bits(1) === 1;
    const kind = this.#bits(2);
    if (kind === 0) {
      this.#giveBack();
      const length = this.#bits(16);
      if ((this.#bits(16) ^ 0xffff) !== length) throw this.#fault("A stored block contradicts itself.");
      this.#giveBack();
      this.#storedLeft = length;
      this.#state = length > 0 ? "stored" : this.#afterBlock();
    } else if (kind === 1) {
      this.#literals = this.#table(fixedLengths);
      this.#distances = this.#table(new Uint8Array(30).fill(5));
      this.#state = "codes";
    } else if (kind === 2) {
      this.#readTables();
      this.#state = "codes";
    } else throw this.#fault("A block has no kind.");
    this.#requireInput();
  }

  #readTables(): void {
    const literals = this.#bits(5) + 257;
    const distances = this.#bits(5) + 1;
    const count = this.#bits(4) + 4;
    const ofLengths = new Uint8Array(19);
    for (let index = 0; index < count; index++) ofLengths[codeLengthOrder[index] ?? 0] = this.#bits(3);
    const table = this.#table(ofLengths);
    const lengths = new Uint8Array(literals + distances);
    for (let index = 0; index < lengths.length; ) {
      const symbol = this.#symbol(table);
      if (symbol < 16) {
        lengths[index++] = symbol;
        continue;
      }
      if (symbol === 16 && index === 0) throw this.#fault("A code repeats nothing.");
      const value = symbol === 16 ? (lengths[index - 1] ?? 0) : 0;
      const repeat = symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      if (index + repeat > lengths.length) throw this.#fault("There are more codes than were announced.");
      lengths.fill(value, index, index + repeat);
      index += repeat;
    }
    this.#literals = this.#table(lengths.subarray(0, literals));
    this.#distances = this.#table(lengths.subarray(literals));
  }

  /** As far as input and room go. */
  #readSymbols(): void {
    const input = this.#input;
    const window = this.#window;
    const { entries: literals, bits: literalBits } = this.#literals;
    const literalMask = (1 << literalBits) - 1;
    const enough = input.ended ? Number.POSITIVE_INFINITY : input.end - symbolBytes;
    while (this.#out < windowBytes + roundBytes && input.at <= enough) {
      this.#refill();
      const entry = literals[this.#hold & literalMask] ?? 0;
      const length = entry & 15;
      if (length === 0) throw this.#fault("There is no such code.");
      this.#hold >>>= length;
      this.#held -= length;
      const symbol = entry >>> 4;
      if (symbol < 256) window[this.#out++] = symbol;
      else if (symbol === 256) {
        this.#state = this.#afterBlock();
        break;
      } else this.#copyMatch(symbol - 257);
      if (input.at > input.end) this.#requireInput();
    }
    this.#requireInput();
  }

  #copyMatch(code: number): void {
    const length = (lengthBase[code] ?? 0) + this.#bits(lengthExtra[code] ?? 0);
    const distanceCode = this.#symbol(this.#distances);
    const distance = (distanceBase[distanceCode] ?? 0) + this.#bits(distanceExtra[distanceCode] ?? 0);
    if (code > 28 || distanceCode > 29 || distance > this.#out) throw this.#fault("A repetition points nowhere.");
    const window = this.#window;
    const end = this.#out + length;
    let out = this.#out;
    if (distance >= length) window.copyWithin(out, out - distance, out - distance + length);
    else for (let from = out - distance; out < end; ) window[out++] = window[from++] ?? 0;
    this.#out = end;
  }

  async #copyStored(): Promise<void> {
    const room = Math.min(this.#storedLeft, windowBytes + roundBytes - this.#out);
    const count = await this.#input.take(this.#window.subarray(this.#out, this.#out + room));
    if (count === 0) throw this.#fault("The stream is cut off.", true);
    this.#out += count;
    this.#storedLeft -= count;
    if (this.#storedLeft === 0) this.#state = this.#afterBlock();
  }

  #afterBlock(): "head" | "end" {
    return this.#last ? "end" : "head";
  }

  #symbol({ entries, bits }: HuffmanTable): number {
    this.#refill();
    const entry = entries[this.#hold & ((1 << bits) - 1)] ?? 0;
    const length = entry & 15;
    if (length === 0) throw this.#fault("There is no such code.");
    this.#hold >>>= length;
    this.#held -= length;
    return entry >>> 4;
  }

  #bits(count: number): number {
    this.#refill();
    const value = this.#hold & ((1 << count) - 1);
    this.#hold >>>= count;
    this.#held -= count;
    return value;
  }

  /** Past the end there are zeros; `requireInput` tells whether they were used. */
  #refill(): void {
    const input = this.#input;
    while (this.#held <= 16) {
      const byte = input.at < input.end ? (input.bytes[input.at] ?? 0) : 0;
      this.#hold |= byte << this.#held;
      input.at++;
      this.#held += 8;
    }
  }

  #requireInput(): void {
    if (this.#input.at - (this.#held >> 3) > this.#input.end) throw this.#fault("The stream is cut off.", true);
  }

  /** Whole bytes that were taken ahead; the rest of the byte at hand is padding. */
  #giveBack(): void {
    this.#input.at -= this.#held >> 3;
    this.#hold = 0;
    this.#held = 0;
  }

  #table(lengths: Uint8Array): HuffmanTable {
    const table = createHuffmanTable(lengths);
    if (!table) throw this.#fault("There are more codes than fit.");
    return table;
  }

  /** What looks wrong past the end is only missing. */
  #fault(message: string, truncated = this.#input.at > this.#input.end): InflateError {
    return new InflateError(message, truncated);
  }
}
