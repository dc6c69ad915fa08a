const polynomial = 0xedb8_8320;
/** Four tables, so that four bytes are taken at a time. */
const tables = createTables();

function createTables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
  const all = [first];
  for (let index = 1; index < 4; index++) {
    const last = all[index - 1] ?? first;
    all.push(last.map((value) => (value >>> 8) ^ (first[value & 0xff] ?? 0)));
  }
  return all;
}

const [t0, t1, t2, t3] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** The CRC-32 of RFC 1952 §8, going on from `crc` (0 at the beginning). */
export function crc32(crc: number, bytes: Uint8Array): number {
  let value = ~crc;
  let at = 0;
  for (const last = bytes.length - 3; at < last; at += 4) {
    value ^= (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    value = (t3[value & 0xff] ?? 0) ^ (t2[(value >>> 8) & 0xff] ?? 0) ^ (t1[(value >>> 16) & 0xff] ?? 0) ^ (t0[value >>> 24] ?? 0);
  }
  for (; at < bytes.length; at++) value = (value >>> 8) ^ (t0[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~value >>> 0;
}
