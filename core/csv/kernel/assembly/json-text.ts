/** JSON's grammar (RFC 8259) over bytes. Each function answers the address behind what it read, or 0 where it is not that. */

export let limit: usize = 0;
/** Whether the last string had a backslash in it. */
export let escaped: bool = false;
/** Whether white space stood within the last nested value. */
export let spaced: bool = false;

const deepest: u32 = 60;
const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

export function startText(to: usize): void {
  limit = to;
}

// @ts-ignore: decorator
@inline
export function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09;
}

// @ts-ignore: decorator
@inline
export function skipBlanks(at: usize): usize {
  if (load<u8>(at) > 0x20) return at;
  return skipMoreBlanks(at);
}

function skipMoreBlanks(at: usize): usize {
  while (at < limit && isBlank(load<u8>(at))) at++;
  return at;
}

/** `at` is behind the opening quote; answers the address of the closing one. Escapes are not looked into. */
// @ts-ignore: decorator
@inline
export function stringEnd(at: usize): usize {
  escaped = false;
  const quotes = i8x16.splat(quote);
  const backslashes = i8x16.splat(backslash);
  const blanks = i8x16.splat(0x20);
  while (at < limit) {
    const bytes = v128.load(at);
    const special = v128.or(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)), i8x16.lt_u(bytes, blanks));
    const bits = i8x16.bitmask(special);
    if (bits == 0) {
      at += 16;
      continue;
    }
    at += ctz(bits);
    const byte = load<u8>(at);
    if (byte == quote) return at < limit ? at : 0;
    if (byte != backslash) return 0;
    escaped = true;
    at += 2;
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function isDigit(at: usize): bool {
  return <u32>load<u8>(at) - 0x30 < 10;
}

function digitsEnd(at: usize): usize {
  if (!isDigit(at)) return 0;
  do at++;
  while (at < limit && isDigit(at));
  return at;
}

export function numberEnd(at: usize): usize {
  if (load<u8>(at) == 0x2d) at++;
  if (load<u8>(at) == 0x30) at++;
  else {
    at = digitsEnd(at);
    if (at == 0) return 0;
  }
  if (load<u8>(at) == 0x2e) {
    at = digitsEnd(at + 1);
    if (at == 0) return 0;
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    at++;
    const sign = load<u8>(at);
    if (sign == 0x2b || sign == 0x2d) at++;
    at = digitsEnd(at);
  }
  return at;
}

/** true, false and null. */
export function wordEnd(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  return word == 0x736c6166 && load<u8>(at + 4) == 0x65 ? at + 5 : 0;
}

/** The value of the four hexadecimal digits at `at`, or -1. */
export function hexValue(at: usize): i32 {
  let value = 0;
  for (let index: usize = 0; index < 4; index++) {
    const byte = <u32>load<u8>(at + index);
    const letter = (byte | 0x20) - 0x61;
    if (byte - 0x30 < 10) value = (value << 4) | (byte - 0x30);
    else if (letter < 6) value = (value << 4) | (letter + 10);
    else return -1;
  }
  return value;
}

function escapesAreRight(at: usize, end: usize): bool {
  for (; at < end; at++) {
    if (load<u8>(at) != backslash) continue;
    at++;
    const byte = load<u8>(at);
    if (byte == 0x75) {
      if (hexValue(at + 1) < 0) return false;
    } else if (escapeOf(byte) == 0) return false;
  }
  return true;
}

/** The byte that a one-letter escape stands for, or 0. */
export function escapeOf(letter: u8): u8 {
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return letter;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

function wholeStringEnd(at: usize): usize {
  if (load<u8>(at) != quote) return 0;
  const end = stringEnd(at + 1);
  if (end == 0 || (escaped && !escapesAreRight(at + 1, end))) return 0;
  return end + 1;
}

function skipSpace(at: usize): usize {
  const next = skipBlanks(at);
  if (next != at) spaced = true;
  return next;
}

/** A key and its colon. */
function keyEnd(at: usize): usize {
  const end = wholeStringEnd(at);
  if (end == 0) return 0;
  const colon = skipSpace(end);
  return load<u8>(colon) == 0x3a ? skipSpace(colon + 1) : 0;
}

/** An object or an array, at most 60 levels deep. */
export function nestedEnd(at: usize): usize {
  let depth: u32 = 0;
  let objects: u64 = 0;
  spaced = false;
  while (at < limit) {
    const byte = load<u8>(at);
    if (byte == 0x7b || byte == 0x5b) {
      if (depth == deepest) return 0;
      depth++;
      objects = (objects << 1) | u64(byte == 0x7b);
      at = skipSpace(at + 1);
      if (load<u8>(at) != byte + 2) {
        if (byte == 0x7b) at = keyEnd(at);
        if (at == 0) return 0;
        continue;
      }
    } else {
      at = byte == quote ? wholeStringEnd(at) : byte > 0x60 ? wordEnd(at) : numberEnd(at);
      if (at == 0) return 0;
      // One step back, so that what follows treats it as it treats a closing bracket.
      at--;
      depth++;
      objects <<= 1;
    }
    // `at` is on the last byte of a value that is complete.
    while (true) {
      at++;
      depth--;
      objects >>= 1;
      if (depth == 0) return at;
      at = skipSpace(at);
      const next = load<u8>(at);
      const within = (objects & 1) != 0;
      if (next == 0x2c) {
        at = skipSpace(at + 1);
        if (within) at = keyEnd(at);
        if (at == 0) return 0;
        break;
      }
      if (next != (within ? <u8>0x7d : <u8>0x5d)) return 0;
    }
  }
  return 0;
}
