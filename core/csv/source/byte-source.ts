/** Bytes that are asked for, so that they can be read straight to where they are needed. */
export interface ByteSource {
  /** Reads at most `target.length` bytes into `target`, which it may use until it settles. 0 only at the end. */
  read(target: Uint8Array): Promise<number>;
  close(): Promise<void>;
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
