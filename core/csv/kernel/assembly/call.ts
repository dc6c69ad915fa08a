/** Where the numbers of a call stand that takes or answers more than a few; wasm-kernel.ts knows their order. */
export const callAt: usize = memory.data(128, 16);

/**
 * A byte 16 times. Read from memory, since the engines make a constant vector anew wherever it is used, even within a loop,
 * but keep a loaded one in its register.
 */
// @ts-ignore: decorator
@inline
export function repeat(byteAt: usize): v128 {
  return v128.load_splat<u8>(byteAt);
}

export const lfAt: usize = memory.data<u8>([0x0a]);
export const carriageReturnAt: usize = memory.data<u8>([0x0d]);
export const quoteAt: usize = memory.data<u8>([0x22]);
export const backslashAt: usize = memory.data<u8>([0x5c]);
export const spaceAt: usize = memory.data<u8>([0x20]);
export const tabAt: usize = memory.data<u8>([0x09]);
export const lastControlAt: usize = memory.data<u8>([0x1f]);

// @ts-ignore: decorator
@inline
export function word(index: usize): u32 {
  return load<u32>(callAt + (index << 2));
}

// @ts-ignore: decorator
@inline
export function setWord(index: usize, value: u32): void {
  store<u32>(callAt + (index << 2), value);
}

/** Bits of the 64 bytes at `at` that equal the byte that `wanted` repeats. */
// @ts-ignore: decorator
@inline
export function bitsEqual(at: usize, wanted: v128): u64 {
  return bitsOf(
    i8x16.eq(v128.load(at), wanted),
    i8x16.eq(v128.load(at, 16), wanted),
    i8x16.eq(v128.load(at, 32), wanted),
    i8x16.eq(v128.load(at, 48), wanted),
  );
}

// @ts-ignore: decorator
@inline
export function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = u32(i8x16.bitmask(a)) | (u32(i8x16.bitmask(b)) << 16);
  const high = u32(i8x16.bitmask(c)) | (u32(i8x16.bitmask(d)) << 16);
  return u64(low) | (u64(high) << 32);
}

/** The lowest `count` bits, of at most 64. */
// @ts-ignore: decorator
@inline
export function lowBits(count: usize): u64 {
  return count >= 64 ? ~(0 as u64) : ((1 as u64) << count) - 1;
}
