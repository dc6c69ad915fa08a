import type { Scratch } from "../../ports/scratch.ts";

export interface MemoryScratch extends Scratch {
  /** Files that were not closed. */
  left(): number;
}

export function createMemoryScratch(): MemoryScratch {
  let left = 0;
  return {
    left: () => left,
    async open() {
      left++;
      let bytes = new Uint8Array(0);
      return {
        async append(more) {
          const at = bytes.length;
          const grown = new Uint8Array(at + more.length);
          grown.set(bytes);
          grown.set(more, at);
          bytes = grown;
          return at;
        },
        read: async (from, length) => bytes.slice(from, from + length),
        async close() {
          left--;
        },
      };
    },
  };
}
