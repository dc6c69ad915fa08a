/** Words of one check (Kernel.checkRows). A column is checked once, whatever is asked of it; the first failure of a cell counts. */
export const checkWords = 16;

/** What word of a check says what. Addresses are 0 for nothing. */
export const checkWord = {
  field: 0,
  /** Index in `checkedTypes`. */
  type: 1,
  /** The failure that an empty cell is: `failureKinds.missing`, or 0. */
  required: 2,
  /** Addresses of limits. Of numbers: sign (1, 0, -1), a free word, the point (a double), address and length of the digits: the value is
   * 0.digits × 10^point. Of moments: seconds (a double), address and length of the digits of their fraction. */
  minimum: 3,
  maximum: 4,
  /** In characters; a maximum of 0 checks neither. */
  minLength: 5,
  maxLength: 6,
  /** A set is a table of two words a place (address, length of a member), as many as its mask says plus one; then its longest member. */
  set: 7,
  reference: 10,
  /** The byte in front of a number's fraction. */
  separator: 13,
  /** Address of `pieceWords` words for each failure kind. */
  messages: 15,
} as const;

export const checkedTypes = ["text", "integer", "number", "boolean", "date", "datetime", "time"] as const;
export type CheckedType = (typeof checkedTypes)[number];

export const failureKinds = {
  missing: 1,
  badType: 2,
  tooSmall: 3,
  tooGreat: 4,
  tooShort: 5,
  tooLong: 6,
  notInSet: 7,
  noReference: 8,
} as const;
export const failureKindCount = 9;

/** How a failure is told: what stands before the value and behind it, and its code, each as address and length; then the code's bit. */
export const pieceWords = 8;
/** So many failures of a record are told in words, and so many bytes of a value shown. */
export const shownFailures = 10;
export const shownBytes = 60;

export const failureKindShift = 24;
export const failureCheckMask = 0x00ff_ffff;

/** The longest record that writeRejects may be given, and the room it wants for a line of it at most. */
export const maxRejectBytes = 64 * 1024;
export const rejectRoom = maxRejectBytes * 6 + shownFailures * 8 * 1024 + 64 * 1024;

/** The hash by which members of a set are found, as assembly/cell-text.ts counts it. */
export function hashMember(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 4) {
    let word = 0;
    for (let index = Math.min(4, to - at) - 1; index >= 0; index--) word = (word << 8) | (bytes[at + index] ?? 0);
    hash = Math.imul(hash ^ word, 0x9e37_79b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
