const replacement = [0xef, 0xbf, 0xbd] as const;

/** A maximal ill-formed subsequence: what the WHATWG decoder turns into one U+FFFD (Encoding Standard §8.1.1). */
export interface IllFormed {
  at: number;
  length: number;
}

export function findIllFormed(bytes: Uint8Array, from: number, to: number): IllFormed[] {
  const found: IllFormed[] = [];
  for (let at = from; at < to; ) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const needed = sequenceLength(lead);
    const length = needed === 0 ? 1 : wellFormedPrefix(bytes, at, Math.min(needed, to - at));
    if (length !== needed) found.push({ at, length });
    at += length;
  }
  return found;
}

/** The bytes of [from, to) with U+FFFD in place of each of `faults`, which lie in there. */
export function repairUtf8(bytes: Uint8Array, from: number, to: number, faults: readonly IllFormed[]): Uint8Array {
  const lost = faults.reduce((sum, fault) => sum + fault.length, 0);
  const repaired = new Uint8Array(to - from - lost + faults.length * replacement.length);
  let read = from;
  let written = 0;
  for (const fault of faults) {
    repaired.set(bytes.subarray(read, fault.at), written);
    written += fault.at - read;
    repaired.set(replacement, written);
    written += replacement.length;
    read = fault.at + fault.length;
  }
  repaired.set(bytes.subarray(read, to), written);
  return repaired;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function wellFormedPrefix(bytes: Uint8Array, start: number, available: number): number {
  const lead = bytes[start] ?? 0;
  for (let offset = 1; offset < available; offset++) {
    const byte = bytes[start + offset] ?? 0;
    const low = offset > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = offset > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return offset;
  }
  return available;
}
