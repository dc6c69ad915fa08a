import { constants, createZstdCompress, type ZstdCompress } from "node:zlib";
import type { Compressor } from "#core/csv/write/compress";

/** As many frames are made at a time as Node has threads for; the others wait. */
const mostAtOnce = 4;
const outputBytes = 128 * 1024;

/**
 * A frame for each call, on threads of Node's own, by contexts that are used again: to set one up for each costs as much as compressing
 * 60 KB, and tells the garbage collector of megabytes that it cannot free.
 */
export function createZstdFrames(level: number): Compressor {
  const idle: ZstdContext[] = [];
  const waiting: ((context: ZstdContext) => void)[] = [];
  let contexts = 0;

  async function takeContext(): Promise<ZstdContext> {
    const known = idle.pop();
    if (known) return known;
    if (contexts === mostAtOnce) return await new Promise((resolve) => waiting.push(resolve));
    contexts++;
    return new ZstdContext(level);
  }

  function giveBack(context: ZstdContext): void {
    const next = waiting.shift();
    if (next) next(context);
    else idle.push(context);
  }

  return async (bytes) => {
    const context = await takeContext();
    try {
      const frame = await context.compress(bytes);
      giveBack(context);
      return frame;
    } catch (error) {
      giveBack(new ZstdContext(level));
      throw error;
    }
  };
}

class ZstdContext {
  readonly #stream: ZstdCompress;
  #parts: Buffer[] = [];
  #fail: (error: Error) => void = () => undefined;

  constructor(level: number) {
    // Each write ends a frame, and what is written next begins another (zstd.h, ZSTD_e_end). So zstd also knows how long each is.
    const params = { [constants.ZSTD_c_compressionLevel]: level };
    this.#stream = createZstdCompress({ chunkSize: outputBytes, flush: constants.ZSTD_e_end, params });
    this.#stream.on("data", (part: Buffer) => this.#parts.push(part));
    this.#stream.on("error", (error) => this.#fail(error));
  }

  compress(bytes: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#stream.write(bytes, () => {
        const [first, ...others] = this.#parts;
        this.#parts = [];
        resolve(first && others.length === 0 ? first : Buffer.concat(first ? [first, ...others] : []));
      });
    });
  }
}
