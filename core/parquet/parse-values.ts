import { AppError } from "../app-error.ts";
import { readDecimal } from "../csv/kernel/plain/decimal.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const zero = 0x30;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const longestSafe = 15;
const two32 = 2 ** 32;
/** Digits behind the point of DECIMAL(38, 9). */
export const decimalScale = 9;

/** Whole numbers as two's complement, the least significant word first: of 64 bits the first two, of 128 all. */
export const limbs = new Uint32Array(4);

/** A cell that is not what its column says, although it was checked: a fault of ours. */
export function unreadable(type: string, bytes: Uint8Array, start: number, end: number): AppError {
  const shown = decoder.decode(bytes.subarray(start, Math.min(end, start + 60)));
  return new AppError("unaccounted", `"${shown}" was let through as ${type}, but cannot be stored as such. Nothing was published.`);
}

/** Digits, perhaps with a sign; null where they are more than a double counts exactly. */
export function parseSafeInteger(bytes: Uint8Array, start: number, end: number): number | null {
  let at = start;
  const first = bytes[at];
  if (first === minus || first === plus) at++;
  if (end - at > longestSafe || at === end) return null;
  let value = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - zero;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return first === minus ? -value : value;
}

/** A decimal times 10^9, where a double counts it exactly; else null. */
export function parseSafeDecimal(bytes: Uint8Array, start: number, end: number): number | null {
  let at = start;
  const first = bytes[at];
  if (first === minus || first === plus) at++;
  let value = 0;
  let digits = 0;
  let behind = -1;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === point && behind < 0) {
      behind = 0;
      continue;
    }
    const digit = byte - zero;
    if (digit < 0 || digit > 9 || digits === longestSafe || behind === decimalScale) return null;
    value = value * 10 + digit;
    digits++;
    if (behind >= 0) behind++;
  }
  if (digits === 0) return null;
  const scaled = value * (powers[decimalScale - Math.max(behind, 0)] as number);
  if (scaled > Number.MAX_SAFE_INTEGER) return null;
  return first === minus ? -scaled : scaled;
}

const powers = Array.from({ length: decimalScale + 1 }, (_, power) => 10 ** power);

/** Into `limbs`. */
export function setLimbs(value: number): void {
  const high = Math.floor(value / two32);
  limbs[0] = value - high * two32;
  limbs[1] = high;
  const rest = value < 0 ? 0xffff_ffff : 0;
  limbs[2] = rest;
  limbs[3] = rest;
}

/** Of any length, into `limbs`, times 10^`scale`; false for anything but a number that is whole then and fits into `words` words. */
export function parseLimbs(bytes: Uint8Array, start: number, end: number, { scale, words }: { scale: number; words: 2 | 4 }): boolean {
  const number = readDecimal(decoder.decode(bytes.subarray(start, end)), ".", false);
  if (number === null) return false;
  limbs.fill(0);
  if (number.sign === 0) return true;
  const length = number.point + scale;
  if (length < number.digits.length || length > 38) return false;
  const digits = number.digits.padEnd(length, "0");
  let over = 0;
  for (let from = 0; from < digits.length; ) {
    // Six at a time: a word times a million still is exact.
    const take = (digits.length - from) % 6 || 6;
    over += multiply(10 ** take, Number(digits.slice(from, from + take)));
    from += take;
  }
  const top = words - 1;
  const fits = over === 0 && limbs.subarray(words).every((limb) => limb === 0) && (limbs[top] as number) < 2 ** 31;
  if (number.sign < 0) negate();
  return fits || (number.sign < 0 && isLeast(words, over));
}

function multiply(factor: number, add: number): number {
  let carry = add;
  for (let index = 0; index < 4; index++) {
    const product = (limbs[index] as number) * factor + carry;
    carry = Math.floor(product / two32);
    limbs[index] = product - carry * two32;
  }
  return carry;
}

function negate(): void {
  let carry = 1;
  for (let index = 0; index < 4; index++) {
    const value = (~(limbs[index] as number) >>> 0) + carry;
    carry = value >= two32 ? 1 : 0;
    limbs[index] = value;
  }
}

/** −2^63, or −2^127: the one number whose opposite does not fit. */
function isLeast(words: number, over: number): boolean {
  const isZeroBelow = limbs.subarray(0, words - 1).every((limb) => limb === 0);
  return over === 0 && isZeroBelow && limbs[words - 1] === 0x8000_0000 && limbs.subarray(words).every((limb) => limb === 0xffff_ffff);
}

export function parseBoolean(bytes: Uint8Array, start: number, end: number): 0 | 1 | -1 {
  const length = end - start;
  if (length === 1) return bytes[start] === zero ? 0 : bytes[start] === zero + 1 ? 1 : -1;
  if (length === 4) return isWord(bytes, start, "true") ? 1 : -1;
  return length === 5 && isWord(bytes, start, "false") ? 0 : -1;
}

function isWord(bytes: Uint8Array, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (((bytes[start + index] as number) | 0x20) !== word.charCodeAt(index)) return false;
  }
  return true;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970 of `YYYY-MM-DD`; NaN for anything else, and for a day that does not exist. */
export function parseDays(bytes: Uint8Array, start: number): number {
  const year = digitsAt(bytes, start, 4);
  const month = digitsAt(bytes, start + 5, 2);
  const day = digitsAt(bytes, start + 8, 2);
  const isRight = bytes[start + 4] === minus && bytes[start + 7] === minus && month >= 1 && month <= 12 && day >= 1 && year >= 0;
  if (!isRight) return Number.NaN;
  const exists = day <= (monthDays[month - 1] as number) || (day === 29 && month === 2 && isLeap(year));
  return exists ? daysOf(year, month, day) : Number.NaN;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970 in the Gregorian calendar, its years begun in March so that a leap day is their last. */
function daysOf(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const era = Math.floor(from / 400);
  const yearOfEra = from - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Digits as a number; NaN when one is none. */
export function digitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = (bytes[index] as number) - zero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
