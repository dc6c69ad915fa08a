const zero = 0x30;
const minus = 0x2d;
const plus = 0x2b;
const blank = 0x20;
/** All of them are exact as numbers. */
const maxDigits = 15;

/** The integer in [from, to), blanks around it left out; NaN for what is none. */
export function parseHitTime(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let end = to;
  while (at < end && bytes[at] === blank) at++;
  while (at < end && bytes[end - 1] === blank) end--;
  const sign = bytes[at] === minus ? -1 : 1;
  if (bytes[at] === minus || bytes[at] === plus) at++;
  if (at === end || end - at > maxDigits) return Number.NaN;
  let time = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    time = time * 10 + digit;
  }
  return sign * time;
}
