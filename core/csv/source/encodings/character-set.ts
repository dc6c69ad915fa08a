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
  /** Whether a byte below 0x80, where a character starts, is always that ASCII character. */
  readonly ascii: boolean;
  /** What of the past the next character depends on; can be kept and set back. 0 at the beginning. */
  state: number;
  /** Source bytes of what `read` has just answered; of `incomplete`, those that are a fault if the file ends there. */
  length: number;
  /** The code point at `at`, `incomplete`, `fault` or `nothing`. There is at least one byte before `end`. */
  read(bytes: Uint8Array, at: number, end: number): number;
}

export function cutOff(set: CharacterSet, length: number): typeof incomplete {
  set.length = length;
  return incomplete;
}
