/** The decimal number that was read last: its sign (1, -1, or 0 for zero), and its digits without leading zeros. */
let sign: i32 = 0;
let digitsAt: usize = 0;
let digitsEnd: usize = 0;
/** The value is 0.digits × 10^point. A separator may stand among the digits. */
let point: i64 = 0;

const furthest: i64 = 1_000_000_000_000;

// @ts-ignore: decorator
@inline
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

// @ts-ignore: decorator
@inline
function digitBits(at: usize): u32 {
  return u32(i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(at), i8x16.splat(0x30)), i8x16.splat(10))));
}

/** Whether [start, end) is a number, an integer if `whole`; it is then the one to compare. `separator` stands before its fraction. */
export function readDecimal(start: usize, end: usize, separator: u8, whole: bool): bool {
  const first = load<u8>(start);
  const negative = first == 0x2d;
  const from = start + usize(negative || first == 0x2b);
  const length = u32(end - from);
  let dot: usize = end;
  let exponent: i64 = 0;
  let mantissaEnd = end;
  if (length - 1 < 16) {
    const there = ((1 as u32) << length) - 1;
    const others = ~digitBits(from) & there;
    if (others != 0) {
      dot = from + ctz(others);
      if (whole || load<u8>(dot) != separator || length == 1 || others & (others - 1)) return !whole && readLong(from, end, separator, negative);
    }
  } else if (length == 0) return false;
  else if (!whole) return readLong(from, end, separator, negative);
  else if (!allDigits(from, end)) return false;
  take(from, dot, mantissaEnd, exponent, negative);
  return true;
}

function allDigits(at: usize, end: usize): bool {
  for (; at + 16 <= end; at += 16) if (digitBits(at) != 0xffff) return false;
  const there = ((1 as u32) << u32(end - at)) - 1;
  return (digitBits(at) & there) == there;
}

/** Any number without its sign: digits, a fraction, an exponent. */
function readLong(from: usize, end: usize, separator: u8, negative: bool): bool {
  let at = from;
  while (at < end && isDigit(load<u8>(at))) at++;
  const dot = at;
  let digits = at - from;
  if (at < end && load<u8>(at) == separator) {
    const fraction = ++at;
    while (at < end && isDigit(load<u8>(at))) at++;
    digits += at - fraction;
  }
  if (digits == 0) return false;
  const mantissaEnd = at;
  let exponent: i64 = 0;
  if (at < end) {
    if ((load<u8>(at) | 0x20) != 0x65 || ++at == end) return false;
    const minus = load<u8>(at) == 0x2d;
    if (minus || load<u8>(at) == 0x2b) at++;
    if (at == end) return false;
    for (; at < end; at++) {
      const digit = <u32>load<u8>(at) - 0x30;
      if (digit > 9) return false;
      if (exponent < furthest) exponent = exponent * 10 + digit;
    }
    if (minus) exponent = -exponent;
  }
  take(from, dot, mantissaEnd, exponent, negative);
  return true;
}

// @ts-ignore: decorator
@inline
function take(from: usize, dot: usize, end: usize, exponent: i64, negative: bool): void {
  if (dot > end) dot = end;
  while (from < end && (load<u8>(from) == 0x30 || from == dot)) from++;
  sign = from == end ? 0 : negative ? -1 : 1;
  digitsAt = from;
  digitsEnd = end;
  // Zeros behind the separator that were skipped make the point negative; the separator itself counts for nothing.
  point = (from <= dot ? <i64>(dot - from) : <i64>1 - <i64>(from - dot)) + exponent;
}

/**
 * The number that was read, held against a limit (sign, point, digits without a separator): negative if smaller, 0 if equal.
 * Exact, however many digits there are.
 */
export function compareDecimal(limit: usize, separator: u8): i32 {
  const limitSign = load<i32>(limit);
  if (sign != limitSign) return sign - limitSign;
  if (sign == 0) return 0;
  const limitPoint = <i64>load<f64>(limit, 8);
  if (point != limitPoint) return point < limitPoint ? -sign : sign;
  let other: usize = load<u32>(limit, 16);
  const otherEnd = other + load<u32>(limit, 20);
  for (let at = digitsAt; at < digitsEnd || other < otherEnd; at++) {
    let digit: u32 = 0x30;
    if (at < digitsEnd) {
      digit = load<u8>(at);
      if (digit == separator) continue;
    }
    const otherDigit: u32 = other < otherEnd ? load<u8>(other++) : 0x30;
    if (digit != otherDigit) return digit < otherDigit ? -sign : sign;
  }
  return 0;
}
