import { bitsOf, repeat } from "./call";

// UTF-8 is checked by table lookups on the two nibbles of a byte and the high nibble of the next: Keiser and Lemire,
// "Validating UTF-8 In Less Than One Instruction Per Byte" (2020), https://arxiv.org/abs/2010.03090.
const tooShort: u8 = 1;
const tooLong: u8 = 2;
const overlong3: u8 = 4;
const tooLarge: u8 = 8;
const surrogate: u8 = 16;
const overlong2: u8 = 32;
const tooLarge1000: u8 = 64;
const overlong4: u8 = 64;
const twoContinuations: u8 = 128;
const carry: u8 = tooShort | tooLong | twoContinuations;

/** What a byte may have done wrong by its high nibble, by its low nibble, and by the high nibble of the next. */
const byHighAt: usize = memory.data<u8>([
  tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong,
  twoContinuations, twoContinuations, twoContinuations, twoContinuations,
  tooShort | overlong2, tooShort, tooShort | overlong3 | surrogate, tooShort | tooLarge | tooLarge1000 | overlong4,
], 16);
const byLowAt: usize = memory.data<u8>([
  carry | overlong3 | overlong2 | overlong4, carry | overlong2, carry, carry,
  carry | tooLarge, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
  carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
  carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000 | surrogate,
  carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
], 16);
const byNextAt: usize = memory.data<u8>([
  tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
  tooLong | overlong2 | twoContinuations | overlong3 | tooLarge1000 | overlong4,
  tooLong | overlong2 | twoContinuations | overlong3 | tooLarge,
  tooLong | overlong2 | twoContinuations | surrogate | tooLarge,
  tooLong | overlong2 | twoContinuations | surrogate | tooLarge,
  tooShort, tooShort, tooShort, tooShort,
], 16);
/** The low nibble; the lead bytes of three and of four, less 0x80; the highest bit. */
const masksAt: usize = memory.data<u8>([0x0f, 0x60, 0x70, 0x80]);

// @ts-ignore: decorator
@inline
function highNibbles(bytes: v128, nibbles: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), nibbles);
}

export function findOddByte(from: usize, to: usize): usize {
  let at = from;
  const zero = i64x2.splat(0);
  while (at + 64 <= to) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    // As signed bytes NUL and non-ASCII are those not above zero.
    const least = i8x16.min_s(i8x16.min_s(a, b), i8x16.min_s(c, d));
    if (i8x16.bitmask(i8x16.le_s(least, zero)) == 0) {
      at += 64;
      continue;
    }
    if (holdsNul(a, b, c, d)) break;
    at += usize(ctz(bitsOf(a, b, c, d)));
    if (at + 64 > to || !isGoodBlock(at)) break;
    // The next block starts where a sequence does.
    const last = usize(load<u8>(at, 63) >= 0xc0);
    const last2 = usize(load<u8>(at, 62) >= 0xe0) << 1;
    const last3 = usize(load<u8>(at, 61) >= 0xf0) * 3;
    at += 64 - (last | last2 | last3);
  }
  return findByStep(at, to);
}

/** Whether the 64 bytes, which start with a sequence, hold no NUL and are well formed; a sequence may go on after them. */
// @ts-ignore: decorator
@inline
function isGoodBlock(at: usize): bool {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  return !v128.any_true(faults(a, b, c, d)) && !holdsNul(a, b, c, d);
}

// @ts-ignore: decorator
@inline
function holdsNul(a: v128, b: v128, c: v128, d: v128): bool {
  const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  return v128.any_true(i8x16.eq(least, i64x2.splat(0)));
}

/** Not zero where the 64 bytes are ill-formed. */
// @ts-ignore: decorator
@inline
function faults(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.or(
    v128.or(faultsOf(i64x2.splat(0), a), faultsOf(a, b)),
    v128.or(faultsOf(b, c), faultsOf(c, d)),
  );
}

// @ts-ignore: decorator
@inline
function faultsOf(before: v128, bytes: v128): v128 {
  const nibbles = repeat(masksAt);
  const first = v128.shuffle<u8>(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const second = v128.shuffle<u8>(before, bytes, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const third = v128.shuffle<u8>(before, bytes, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  const special = v128.and(
    v128.and(
      i8x16.swizzle(v128.load(byHighAt), highNibbles(first, nibbles)),
      i8x16.swizzle(v128.load(byLowAt), v128.and(first, nibbles)),
    ),
    i8x16.swizzle(v128.load(byNextAt), highNibbles(bytes, nibbles)),
  );
  const mustFollow = v128.or(
    i8x16.sub_sat_u(second, repeat(masksAt + 1)),
    i8x16.sub_sat_u(third, repeat(masksAt + 2)),
  );
  return v128.xor(v128.and(mustFollow, repeat(masksAt + 3)), special);
}

function findByStep(from: usize, to: usize): usize {
  let at = from;
  while (at < to) {
    const length = sequenceLength(at, to);
    if (length == 0) return at;
    at += length;
  }
  return to;
}

/** Bytes of the well-formed sequence at `at`; 0 if there is none, or a NUL. Unicode, table 3-7. */
function sequenceLength(at: usize, to: usize): usize {
  const first = load<u8>(at);
  if (first < 0x80) return usize(first != 0);
  if (first < 0xc2 || first > 0xf4) return 0;
  const length: usize = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (to - at < length) return 0;
  const second = load<u8>(at, 1);
  const least: u8 = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const most: u8 = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let index: usize = 2; index < length; index++) {
    if ((load<u8>(at + index) & 0xc0) != 0x80) return 0;
  }
  return length;
}
