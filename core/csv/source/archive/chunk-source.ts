import type { ByteSource } from "../byte-source.ts";

/** A source over chunks that are valid until the next one is asked for. */
export function chunkSource(chunks: AsyncGenerator<Uint8Array>, closing: { close(): Promise<void> }): ByteSource {
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      while (rest.length === 0) {
        const { value, done } = await chunks.next();
        if (done) return 0;
        rest = value;
      }
      const part = rest.subarray(0, target.length);
      target.set(part);
      rest = rest.subarray(part.length);
      return part.length;
    },
    close: () => closing.close(),
  };
}
