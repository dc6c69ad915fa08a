/** A maximal ill-formed subsequence, which decoding turns into one U+FFFD. */
export interface DecodeFault {
  /** Offset of the U+FFFD in the decoded text, in UTF-16 code units. */
  at: number;
  /** Source bytes it stands for. */
  bytes: number;
}

/** How many of these bytes can be decoded without the bytes that come next. */
export function utf8Boundary(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Where the bytes are not UTF-8, by the WHATWG decoder's rules (Encoding Standard §8.1.1). */
export function findUtf8Faults(bytes: Uint8Array): DecodeFault[] {
  try {
    strict.decode(bytes);
    return [];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return walkFaults(bytes);
  }
}

function walkFaults(bytes: Uint8Array): DecodeFault[] {
  const faults: DecodeFault[] = [];
  let units = 0;
  for (let index = 0; index < bytes.length; ) {
    const lead = bytes[index] ?? 0;
    const needed = sequenceLength(lead);
    const length = needed === 0 ? 1 : wellFormedPrefix(bytes, index, needed);
    if (length === needed) {
      units += needed === 4 ? 2 : 1;
    } else {
      faults.push({ at: units, bytes: length });
      units++;
    }
    index += length;
  }
  return faults;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function wellFormedPrefix(bytes: Uint8Array, start: number, needed: number): number {
  const lead = bytes[start] ?? 0;
  for (let offset = 1; offset < needed; offset++) {
    const byte = bytes[start + offset];
    const low = offset > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = offset > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte === undefined || byte < low || byte > high) return offset;
  }
  return needed;
}
