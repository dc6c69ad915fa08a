/** Bytes that are asked for, so that they can be read straight to where they are needed. */
export interface ByteSource {
  /** Reads at most `target.length` bytes into `target`, which it may use until it settles. 0 only at the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
  /** Any stretch of the same bytes, where they can be had so; a file whose parts are listed at its end is read so. */
  ranges?: ByteRanges;
}

export interface ByteRanges {
  /** Of the whole. */
  size: number;
  /** The bytes [from, to). */
  open(from: number, to: number): ByteSource | Promise<ByteSource>;
}

/** A source over chunks that arrive as they like. */
export function toByteSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest = new Uint8Array(0);
  return {
    async read(target) {
      while (rest.length === 0) {
        const { value, done } = await iterator.next();
        if (done) return 0;
        rest = value as Uint8Array<ArrayBuffer>;
      }
      const part = rest.subarray(0, target.length);
      target.set(part);
      rest = rest.subarray(part.length);
      return part.length;
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** Bytes at hand as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  let at = 0;
  return {
    async read(target) {
      const part = bytes.subarray(at, at + target.length);
      target.set(part);
      at += part.length;
      return part.length;
    },
    close: async () => undefined,
    ranges: { size: bytes.length, open: (from, to) => bytesSource(bytes.subarray(from, to)) },
  };
}
