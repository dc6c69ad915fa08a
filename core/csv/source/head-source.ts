import type { ByteSource } from "./byte-source.ts";

/** Reads until `target` is full or the source ends; answers how much there was. */
export async function fillFrom(source: ByteSource, target: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const count = await source.read(target.subarray(filled));
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** The source again with these bytes, taken from it earlier, in front. */
export function withHead(bytes: Uint8Array, source: ByteSource): ByteSource {
  let head = bytes;
  return {
    async read(target) {
      if (head.length === 0) return await source.read(target);
      const part = head.subarray(0, target.length);
      target.set(part);
      // Nothing is kept of a head that was read.
      head = part.length === head.length ? new Uint8Array(0) : head.subarray(part.length);
      return part.length;
    },
    close: () => source.close(),
  };
}

/** The source with its bytes counted, and nothing read of it once the signal is aborted. */
export function counted(source: ByteSource, signal: AbortSignal): { source: ByteSource; count(): number } {
  let count = 0;
  return {
    source: {
      async read(target) {
        signal.throwIfAborted();
        const length = await source.read(target);
        count += length;
        return length;
      },
      close: () => source.close(),
    },
    count: () => count,
  };
}
