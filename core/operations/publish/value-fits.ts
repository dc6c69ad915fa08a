import { readDecimal } from "../../csv/kernel/plain/decimal.ts";

const zero = 0x30;
const nine = 0x39;
/** Digits that DECIMAL(38, 9) has before the point and behind it. */
const wholeDigits = 29;
const fractionDigits = 9;
/** Fewer digits are never beyond 64 bits. */
const safeIntegerDigits = 18;
const smallestInteger = -(2n ** 63n);
const largestInteger = 2n ** 63n - 1n;
const latin1 = new TextDecoder("latin1");

/** Whether a whole number from `from` to `to` has room in 64 bits for certain, by its length. */
export function isShortInteger(_bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= safeIntegerDigits;
}

/** Whether a number of digits, a sign and a point has room in DECIMAL(38, 9) for certain; others have to be looked at closely. */
export function isShortDecimal(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > wholeDigits) return false;
  let point = to;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x2e || byte === 0x2c) point = at;
    else if ((byte < zero || byte > nine) && byte !== 0x2d && byte !== 0x2b) return false;
  }
  return to - point <= fractionDigits + 1;
}

/** Whether a cell that is a whole number has room in 64 bits. */
export function fitsInteger(cell: Uint8Array): boolean {
  if (cell.length <= safeIntegerDigits) return true;
  const text = latin1.decode(cell);
  if (!/^[+-]?[0-9]+$/.test(text)) return true;
  const digits = text.replace(/^[+-]?0*/, "");
  if (digits.length > safeIntegerDigits + 1) return false;
  const value = BigInt(digits === "" ? 0 : digits) * (text.startsWith("-") ? -1n : 1n);
  return value >= smallestInteger && value <= largestInteger;
}

/** Whether a cell that is a number is one of DECIMAL(38, 9), exactly. */
export function fitsDecimal(cell: Uint8Array, separator: "." | ","): boolean {
  let before = 0;
  let behind = -1;
  for (const byte of cell) {
    if (byte >= zero && byte <= nine) {
      if (behind >= 0) behind++;
      else before++;
    } else if (byte === separator.charCodeAt(0)) behind = 0;
    // An exponent; or no number at all, of which others speak.
    else if (byte !== 0x2d && byte !== 0x2b) return fitsExactly(cell, separator);
  }
  return (before <= wholeDigits && behind <= fractionDigits) || fitsExactly(cell, separator);
}

function fitsExactly(cell: Uint8Array, separator: string): boolean {
  const value = readDecimal(latin1.decode(cell), separator, false);
  if (value === null || value.sign === 0) return true;
  return value.point <= wholeDigits && value.digits.length - value.point <= fractionDigits;
}
