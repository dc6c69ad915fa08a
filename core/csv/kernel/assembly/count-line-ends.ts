import { bitsEqual, carriageReturnAt, lfAt, lowBits, repeat } from "./call";

export function countLineEnds(from: usize, to: usize, cr: bool): u32 {
  const lfs = repeat(lfAt);
  const crs = repeat(carriageReturnAt);
  let count: u64 = 0;
  for (let at = from; at < to; at += 64) {
    const there = lowBits(to - at);
    count += popcnt(bitsEqual(at, lfs) & there);
    // A CR counts where the byte after it, which may lie at `to`, is no LF.
    if (cr) count += popcnt(bitsEqual(at, crs) & ~bitsEqual(at + 1, lfs) & there);
  }
  return u32(count);
}
