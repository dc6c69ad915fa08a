import type { ByteSource } from "../byte-source.ts";
import { fillFrom } from "../head-source.ts";
import { truncatedArchive } from "./archive-error.ts";

const bufferBytes = 64 * 1024;

/** The next bytes of an archive, to be looked at before they are taken. */
export class ByteQueue {
  readonly #source: ByteSource;
  /** The archive's, for messages. */
  readonly name: string;
  /** Valid in [at, end). */
  readonly bytes = new Uint8Array(bufferBytes);
  at = 0;
  end = 0;
  /** Nothing follows after `end`. */
  ended = false;

  constructor(source: ByteSource, name: string) {
    this.#source = source;
    this.name = name;
  }

  get length(): number {
    return this.end - this.at;
  }

  /** Has at least `count` bytes ready (at most the buffer's size) unless the source ends before. */
  async prepare(count: number): Promise<boolean> {
    if (this.length >= count) return true;
    if (this.ended) return false;
    this.bytes.copyWithin(0, this.at, this.end);
    this.end -= this.at;
    this.at = 0;
    const room = this.bytes.subarray(this.end);
    const filled = await fillFrom(this.#source, room);
    this.end += filled;
    this.ended = filled < room.length;
    return this.length >= count;
  }

  /** At most `target.length` bytes; 0 only at the end. */
  async take(target: Uint8Array): Promise<number> {
    if (!(await this.prepare(1))) return 0;
    const part = this.bytes.subarray(this.at, Math.min(this.end, this.at + target.length));
    target.set(part);
    this.at += part.length;
    return part.length;
  }

  /** @throws AppError truncated-archive */
  async require(count: number): Promise<void> {
    if (!(await this.prepare(count))) throw truncatedArchive(this.name);
  }

  /** @throws AppError truncated-archive */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      await this.require(1);
      const part = Math.min(left, this.length);
      this.at += part;
      left -= part;
    }
  }

  /** @throws AppError truncated-archive */
  async takeAll(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count);
    for (let filled = 0; filled < count; ) {
      await this.require(1);
      filled += await this.take(taken.subarray(filled));
    }
    return taken;
  }

  word16(offset: number): number {
    return (this.bytes[this.at + offset] ?? 0) | ((this.bytes[this.at + offset + 1] ?? 0) << 8);
  }

  word32(offset: number): number {
    return (this.word16(offset) | (this.word16(offset + 2) << 16)) >>> 0;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}
