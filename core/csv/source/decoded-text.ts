import type { ByteSource } from "./byte-source.ts";
import { characterRoom, DecodedBlock } from "./decoded-block.ts";
import { createCharacterSet } from "./encodings/create-character-set.ts";
import { fillFrom } from "./head-source.ts";
import type { SourceMap } from "./text-source.ts";

/** Source bytes decoded together. */
const blockBytes = 64 * 1024;

export interface DecodeOptions {
  /** A WHATWG name other than utf-8. */
  encoding: string;
  bomBytes: number;
  /** The source is the beginning of a file: a character that is cut off where it ends is left out. */
  partial: boolean;
}

/**
 * A source in another encoding than UTF-8 as UTF-8 text, with the way back: the source of what was decoded stays until it
 * is released. `source` starts behind the byte order mark.
 */
export function decodeText(source: ByteSource, options: DecodeOptions): { text: ByteSource; map: SourceMap } {
  const decoded = new DecodedText(source, options);
  return { text: decoded, map: decoded };
}

class DecodedText implements ByteSource, SourceMap {
  readonly #source: ByteSource;
  readonly #set;
  readonly #blocks: DecodedBlock[] = [];
  #current: DecodedBlock;
  readonly #partial: boolean;
  #ended = false;
  /** Text that did not fit where it was asked for. */
  #spill = new Uint8Array(0);

  constructor(source: ByteSource, { encoding, bomBytes, partial }: DecodeOptions) {
    this.#source = source;
    this.#partial = partial;
    this.#set = createCharacterSet(encoding);
    this.#current = new DecodedBlock(this.#set, { bytes: new Uint8Array(0), sourceFrom: bomBytes, textFrom: 0, final: false });
    this.#blocks.push(this.#current);
  }

  async read(target: Uint8Array): Promise<number> {
    if (this.#spill.length === 0 && target.length >= characterRoom) return await this.#decode(target);
    if (this.#spill.length === 0) {
      const room = new Uint8Array(2 * characterRoom);
      this.#spill = room.subarray(0, await this.#decode(room));
    }
    const part = this.#spill.subarray(0, target.length);
    target.set(part);
    this.#spill = this.#spill.subarray(part.length);
    return part.length;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  /** 0 only at the end. */
  async #decode(target: Uint8Array): Promise<number> {
    for (;;) {
      const written = this.#current.decode(target);
      if (written > 0) return written;
      if (this.#ended) return 0;
      await this.#nextBlock();
    }
  }

  async #nextBlock(): Promise<void> {
    const { bytes, done, sourceFrom, textFrom, textLength } = this.#current;
    const rest = bytes.subarray(done);
    const next = new Uint8Array(blockBytes);
    next.set(rest);
    const length = await fillFrom(this.#source, next.subarray(rest.length));
    this.#ended = rest.length + length < next.length;
    this.#current = new DecodedBlock(this.#set, {
      bytes: next.subarray(0, rest.length + length),
      sourceFrom: sourceFrom + done,
      textFrom: textFrom + textLength,
      final: this.#ended && !this.#partial,
    });
    this.#blocks.push(this.#current);
  }

  toSource(offset: number): number {
    const block = this.#blockOf(offset);
    return block.sourceFrom + block.sourceAt(offset - block.textFrom);
  }

  sourceBytes(from: number, to: number): Uint8Array {
    const sourceFrom = this.toSource(from);
    const sourceTo = this.toSource(to);
    const first = this.#blockOf(from);
    if (sourceTo <= first.sourceFrom + first.done) return first.bytes.subarray(sourceFrom - first.sourceFrom, sourceTo - first.sourceFrom);
    const joined = new Uint8Array(sourceTo - sourceFrom);
    for (const block of this.#blocks) {
      const start = Math.max(sourceFrom - block.sourceFrom, 0);
      const end = Math.min(sourceTo - block.sourceFrom, block.done);
      if (start < end) joined.set(block.bytes.subarray(start, end), block.sourceFrom + start - sourceFrom);
    }
    return joined;
  }

  nextFault(from: number): number {
    for (let index = this.#indexOf(from); index < this.#blocks.length; index++) {
      const block = this.#blocks[index];
      const fault = block?.faultFrom(from - block.textFrom);
      if (block && fault !== undefined) return block.textFrom + fault;
    }
    return Number.POSITIVE_INFINITY;
  }

  release(before: number): void {
    const index = this.#indexOf(before);
    if (index > 0) this.#blocks.splice(0, index);
  }

  #blockOf(offset: number): DecodedBlock {
    const block = this.#blocks[this.#indexOf(offset)];
    if (!block || offset < block.textFrom) throw new RangeError(`The text at ${offset} has been released.`);
    return block;
  }

  /** The last block that starts at or before the offset. */
  #indexOf(offset: number): number {
    let low = 0;
    for (let high = this.#blocks.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.textFrom ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
