import { bitsEqual, carriageReturnAt, lfAt, lowBits, repeat } from "./call";

export function countLineEnds(from: usize, to: usize, cr: bool): u32 {
  return cr ? countWithLoneCrs(from, to) : countLfs(from, to);
}

function countLfs(from: usize, to: usize): u32 {
  const lfs = repeat(lfAt);
  let at = from;
  let count: u32 = 0;
  while (at + 64 <= to) {
    // 63 rounds of four bytes at most keep each of the 16 sums below 256.
    const end = at + min((to - at) & ~63, 63 << 6);
    let sums = i64x2.splat(0);
    for (; at < end; at += 64) {
      sums = i8x16.sub(sums, i8x16.eq(v128.load(at), lfs));
      sums = i8x16.sub(sums, i8x16.eq(v128.load(at, 16), lfs));
      sums = i8x16.sub(sums, i8x16.eq(v128.load(at, 32), lfs));
      sums = i8x16.sub(sums, i8x16.eq(v128.load(at, 48), lfs));
    }
    const quarters = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sums));
    count += i32x4.extract_lane(quarters, 0) + i32x4.extract_lane(quarters, 1);
    count += i32x4.extract_lane(quarters, 2) + i32x4.extract_lane(quarters, 3);
  }
  return at < to ? count + u32(popcnt(bitsEqual(at, lfs) & lowBits(to - at))) : count;
}

/** A CR counts where the byte after it, which may lie at `to`, is no LF. */
function countWithLoneCrs(from: usize, to: usize): u32 {
  const lfs = repeat(lfAt);
  const crs = repeat(carriageReturnAt);
  let count: u32 = 0;
  for (let at = from; at < to; at += 64) {
    const ends = bitsEqual(at, lfs) | (bitsEqual(at, crs) & ~bitsEqual(at + 1, lfs));
    count += u32(popcnt(ends & lowBits(to - at)));
  }
  return count;
}
