import type { Kernel } from "../kernel/kernel.ts";
import type { ByteSource } from "../source/byte-source.ts";

/** Past the longest record: its line end, and what tells that it is not longer. */
const slackBytes = 64;

export interface WindowOptions extends WindowSizes {
  /** The source holds only the beginning of the text. */
  partial: boolean;
  /** Where in the text the source starts. */
  offset: number;
}

export interface WindowSizes {
  maxRecordBytes: number;
  blockBytes: number;
}

export function windowBytes(sizes: WindowSizes): number {
  return 2 * slotBytes(sizes);
}

function slotBytes({ maxRecordBytes, blockBytes }: WindowSizes): number {
  return maxRecordBytes + slackBytes + blockBytes;
}

type Ahead = { bytes: number; ended: boolean } | { error: unknown };

/**
 * The stretch of a text that is being read, in one of two slots of the kernel's memory. While it is used, the next block is read
 * into the other slot, and what was not used yet is put in front of it.
 */
export class ReadingWindow {
  /** Addresses of the text at hand. */
  start: number;
  end: number;
  /** The source has ended; and so has the text, unless its end is missing. */
  ended = false;
  final = false;
  /** The last byte of the text so far; 0 before the first. */
  lastByte = 0;
  /** Offset in the text of the byte at address 0; may be negative. */
  offset = 0;
  readonly #bytes: Uint8Array;
  readonly #text: ByteSource;
  readonly #partial: boolean;
  readonly #blockBytes: number;
  readonly #roomBytes: number;
  readonly #slotBytes: number;
  #slot: number;
  #otherSlot: number;
  #ahead: Promise<Ahead> | null = null;

  constructor(kernel: Kernel, text: ByteSource, sizes: WindowOptions) {
    this.#bytes = kernel.bytes;
    this.#text = text;
    this.#partial = sizes.partial;
    this.#blockBytes = sizes.blockBytes;
    this.#slotBytes = slotBytes(sizes);
    this.#roomBytes = this.#slotBytes - sizes.blockBytes;
    this.#slot = kernel.alloc(this.#slotBytes);
    this.#otherSlot = kernel.alloc(this.#slotBytes);
    this.start = this.end = this.#slot + this.#roomBytes;
    this.offset = sizes.offset - this.start;
  }

  /** Reads up to the offset, whatever stands before it. */
  async seek(offset: number): Promise<void> {
    do await this.refill(this.end);
    while (!this.ended && this.offset + this.end <= offset);
  }

  /** Replaces the window by what stands in it from `keep` on and the block after it; a long rest is doubled at least. */
  async refill(keep: number): Promise<void> {
    const rest = this.end - keep;
    const next = await (this.#ahead ?? this.#readAhead(this.#otherSlot));
    this.#ahead = null;
    if ("error" in next) throw next.error;
    const slot = this.#otherSlot;
    const block = slot + this.#roomBytes;
    const offset = this.offset + keep;
    this.ended = next.ended;
    if (rest <= this.#blockBytes) {
      this.#bytes.copyWithin(block - rest, keep, this.end);
      this.start = block - rest;
      this.end = block + next.bytes;
    } else {
      this.#bytes.copyWithin(slot + rest, block, block + next.bytes);
      this.#bytes.copyWithin(slot, keep, this.end);
      this.start = slot;
      this.end = slot + rest + next.bytes;
      await this.#grow(Math.min(slot + 2 * rest, slot + this.#slotBytes));
    }
    this.final = this.ended && !this.#partial;
    this.offset = offset - this.start;
    if (this.end > this.start) this.lastByte = this.#bytes[this.end - 1] ?? 0;
    this.#otherSlot = this.#slot;
    this.#slot = slot;
    if (!this.ended) this.#ahead = this.#readAhead(this.#otherSlot);
  }

  /** Records longer than a block: reading twice as much each time keeps the work linear. */
  async #grow(to: number): Promise<void> {
    if (this.ended || this.end >= to) return;
    const { bytes, ended } = await this.#readFully(this.end, to);
    this.end += bytes;
    this.ended = ended;
  }

  /** Settles always: what went wrong is thrown where the block is needed. */
  async #readAhead(slot: number): Promise<Ahead> {
    const from = slot + this.#roomBytes;
    try {
      return await this.#readFully(from, from + this.#blockBytes);
    } catch (error) {
      return { error };
    }
  }

  async #readFully(from: number, to: number): Promise<{ bytes: number; ended: boolean }> {
    let at = from;
    while (at < to) {
      const read = await this.#text.read(this.#bytes.subarray(at, to));
      if (read === 0) return { bytes: at - from, ended: true };
      at += read;
    }
    return { bytes: at - from, ended: false };
  }
}
