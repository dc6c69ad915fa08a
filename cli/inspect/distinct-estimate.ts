/** How many different values there were: exact for few, estimated within about 2 % for many, in memory of a fixed size. */
export interface DistinctEstimate {
  /** Two independent 32-bit hashes of one value. */
  add(first: number, second: number): void;
  count(): { count: number; isExact: boolean };
}

export interface DistinctOptions {
  /** Up to so many values are counted one by one. */
  exactUpTo: number;
  /** log2 of the registers that estimate more; at most 20. */
  precision: number;
}

const word = 2 ** 32;

/** HyperLogLog (Flajolet et al. 2007) behind a set of hashes: 20 bits of the first choose the register, the second gives the rank. */
export function createDistinctEstimate({ exactUpTo, precision }: DistinctOptions): DistinctEstimate {
  const exact = new Set<number>();
  let registers: Uint8Array | null = null;

  const put = (into: Uint8Array, choice: number, second: number) => {
    const rank = Math.clz32(second) + 1;
    const index = choice & (into.length - 1);
    if (rank > (into[index] ?? 0)) into[index] = rank;
  };
  return {
    add(first, second) {
      if (registers) return put(registers, first >>> 12, second);
      exact.add((first >>> 12) * word + (second >>> 0));
      if (exact.size <= exactUpTo) return;
      registers = new Uint8Array(2 ** precision);
      for (const hash of exact) put(registers, Math.floor(hash / word), hash % word);
      exact.clear();
    },
    count: () => (registers ? { count: estimate(registers), isExact: false } : { count: exact.size, isExact: true }),
  };
}

function estimate(registers: Uint8Array): number {
  const size = registers.length;
  let sum = 0;
  let zeros = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) zeros += 1;
  }
  const raw = ((0.7213 / (1 + 1.079 / size)) * size * size) / sum;
  return Math.round(raw <= 2.5 * size && zeros > 0 ? size * Math.log(size / zeros) : raw);
}
