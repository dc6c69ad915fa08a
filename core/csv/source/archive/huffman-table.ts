/** `symbol << 4 | length` by the next `bits` bits of the stream; 0 where there is no such code. */
export interface HuffmanTable {
  entries: Uint16Array;
  bits: number;
}

const maxBits = 15;

/**
 * The canonical code of RFC 1951 §3.2.2 with these lengths; null if there are more codes than fit. Codes that are left over are
 * allowed: they are refused when they occur.
 */
export function createHuffmanTable(lengths: Uint8Array): HuffmanTable | null {
  const counts = new Uint16Array(maxBits + 1);
  let bits = 1;
  for (const length of lengths) {
    if (length === 0) continue;
    counts[length] = (counts[length] ?? 0) + 1;
    bits = Math.max(bits, length);
  }
  const next = new Uint16Array(maxBits + 2);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    next[length] = code;
    code += counts[length] ?? 0;
    if (code > 1 << length) return null;
    code <<= 1;
  }
  const entries = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const canonical = next[length] ?? 0;
    next[length] = canonical + 1;
    for (let at = reverse(canonical, length); at < entries.length; at += 1 << length) entries[at] = (symbol << 4) | length;
  });
  return { entries, bits };
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
  return reversed;
}
