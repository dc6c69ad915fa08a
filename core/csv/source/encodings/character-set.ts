/** The bytes so far are the beginning of a character. */
export const incomplete = -1;
/** Bytes that are no character: U+FFFD stands for them. */
export const fault = -2;
/** Bytes that switch the encoding's state and stand for nothing. */
export const nothing = -3;

/** Two code points in one number: some characters of Big5 are a letter and an accent. */
export const secondShift = 2 ** 21;

/** The characters of an encoding, one at a time, by the WHATWG Encoding Standard. */
export interface CharacterSet {
  /**
   * Bytes that are a character on their own, wherever one starts: its UTF-8, the first byte lowest, and how many there are in
   * the highest byte; 0 for those that `read` has to be asked about.
   */
  readonly alone: Uint32Array;
  /** What of the past the next character depends on; can be kept and set back. 0 at the beginning. */
  state: number;
  /** Source bytes of what `read` has just answered; of `incomplete`, those that are a fault if the file ends there. */
  length: number;
  /**
   * All of these bytes, but for the beginning of a character at their end, where the runtime can do it at once; null where
   * something is faulty. Only of encodings without state.
   */
  decodeWhole?(bytes: Uint8Array): string | null;
  /** The code point at `at`, `incomplete`, `fault` or `nothing`. There is at least one byte before `end`. */
  read(bytes: Uint8Array, at: number, end: number): number;
}

/** `alone`, of code points by byte; what is no code point below 0x10000 is left out. */
export function packAlone(codeOf: (byte: number) => number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    const code = codeOf(byte);
    if (code < 0 || code > 0xffff) return 0;
    const last = 0x80 | (code & 0x3f);
    if (code < 0x80) return (1 << 24) | code;
    if (code < 0x800) return (2 << 24) | (last << 8) | 0xc0 | (code >> 6);
    return (3 << 24) | (last << 16) | ((0x80 | ((code >> 6) & 0x3f)) << 8) | 0xe0 | (code >> 12);
  });
}

/** ASCII alone. */
export const packedAscii = packAlone((byte) => (byte < 0x80 ? byte : -1));

export function cutOff(set: CharacterSet, length: number): typeof incomplete {
  set.length = length;
  return incomplete;
}
