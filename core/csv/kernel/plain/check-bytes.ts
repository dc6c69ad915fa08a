import type { KernelMemory } from "./scan-plain.ts";

const highBits = 0x8080_8080;
const ones = 0x0101_0101;

/** `Kernel.findOddByte`. */
export function findOddBytePlain(memory: KernelMemory, from: number, to: number): number {
  const { bytes, words } = memory;
  let at = from;
  while (at < to) {
    if ((at & 3) === 0) {
      // Four bytes of ASCII without NUL: none has its high bit, and none gets it when 1 is taken from each.
      const last = to >>> 2;
      let word = at >>> 2;
      while (word < last && (((words[word] as number) | ((words[word] as number) - ones)) & highBits) === 0) word++;
      at = word << 2;
      if (at >= to) return to;
    }
    const byte = bytes[at] as number;
    if (byte === 0) return at;
    if (byte < 0x80) at++;
    else {
      const length = sequenceLength(bytes, at, to);
      if (length === 0) return at;
      at += length;
    }
  }
  return to;
}

/** Bytes of the well-formed sequence at `at` (Unicode, table 3-7); 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at] as number;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > to) return 0;
  const second = bytes[at + 1] as number;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let index = at + 2; index < at + length; index++) if (((bytes[index] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

/** `Kernel.countLineEnds`. */
export function countLineEndsPlain(memory: KernelMemory, from: number, to: number, cr: boolean): number {
  const { bytes } = memory;
  let count = 0;
  if (cr) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) count++;
    }
  } else {
    for (let at = from; at < to; at++) if (bytes[at] === 0x0a) count++;
  }
  return count;
}
