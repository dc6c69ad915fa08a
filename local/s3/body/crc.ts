import { crc32 } from "node:zlib";

/** A running reflected CRC whose start value and final inversion are all ones. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** Big-endian, as checksums travel. */
  digest(): Buffer;
}

interface CrcShape {
  readonly bits: 32 | 64;
  /** Reflected polynomial. */
  readonly polynomial: bigint;
}

export const crcShapes = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC32C: { bits: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const satisfies Record<string, CrcShape>;

export function createCrc32(): Crc {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => bigEndian(BigInt(value), 32),
  };
}

export function createCrc32c(): Crc {
  const { low: table } = slices(crcShapes.CRC32C);
  let crc = ~0;
  return {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const bulk = bytes.length & ~7;
      let at = 0;
      for (; at < bulk; at += 8) {
        const first = crc ^ view.getUint32(at, true);
        const second = view.getUint32(at + 4, true);
        crc = mix(table, first, second);
      }
      for (; at < bytes.length; at++) crc = (crc >>> 8) ^ entry(table, (crc ^ view.getUint8(at)) & 255);
    },
    digest: () => bigEndian(BigInt(~crc >>> 0), 32),
  };
}

export function createCrc64Nvme(): Crc {
  const { low: lowTable, high: highTable } = slices(crcShapes.CRC64NVME);
  let low = ~0;
  let high = ~0;
  return {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const bulk = bytes.length & ~7;
      let at = 0;
      for (; at < bulk; at += 8) {
        const first = low ^ view.getUint32(at, true);
        const second = high ^ view.getUint32(at + 4, true);
        low = mix(lowTable, first, second);
        high = mix(highTable, first, second);
      }
      for (; at < bytes.length; at++) {
        const index = (low ^ view.getUint8(at)) & 255;
        low = ((low >>> 8) | (high << 24)) ^ entry(lowTable, index);
        high = (high >>> 8) ^ entry(highTable, index);
      }
    },
    digest: () => bigEndian((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0), 64),
  };
}

/** Eight bytes at a time: `table` holds eight slices of 256 entries, the furthest byte first. */
function mix(table: Int32Array, first: number, second: number): number {
  return (
    entry(table, 1792 + (first & 255)) ^
    entry(table, 1536 + ((first >>> 8) & 255)) ^
    entry(table, 1280 + ((first >>> 16) & 255)) ^
    entry(table, 1024 + (first >>> 24)) ^
    entry(table, 768 + (second & 255)) ^
    entry(table, 512 + ((second >>> 8) & 255)) ^
    entry(table, 256 + ((second >>> 16) & 255)) ^
    entry(table, second >>> 24)
  );
}

function entry(table: Int32Array, index: number): number {
  return table[index] as number;
}

const sliceCache = new Map<CrcShape, { low: Int32Array; high: Int32Array }>();

function slices(shape: CrcShape): { low: Int32Array; high: Int32Array } {
  const known = sliceCache.get(shape);
  if (known) return known;
  const values: bigint[] = [];
  for (let index = 0n; index < 256n; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ shape.polynomial : value >> 1n;
    values.push(value);
  }
  for (let index = 256; index < 2048; index++) {
    const previous = values[index - 256] ?? 0n;
    values.push((previous >> 8n) ^ (values[Number(previous & 255n)] ?? 0n));
  }
  const tables = {
    low: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value))),
    high: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value >> 32n))),
  };
  sliceCache.set(shape, tables);
  return tables;
}

/** The CRC of `a` followed by `b`, from their CRCs and the length of `b`: how a multipart object gets the CRC of its whole content. */
export function combineCrc(shape: CrcShape, a: Buffer, b: Buffer, bBytes: number): Buffer {
  const top = BigInt(shape.bits - 1);
  let shift = 1n << top;
  let power = 1n << (top - 8n);
  for (let remaining = BigInt(bBytes); remaining > 0n; remaining >>= 1n) {
    if (remaining & 1n) shift = multiply(shape, shift, power);
    power = multiply(shape, power, power);
  }
  const combined = multiply(shape, shift, BigInt(`0x${a.toString("hex")}`)) ^ BigInt(`0x${b.toString("hex")}`);
  return bigEndian(combined, shape.bits);
}

function multiply({ bits, polynomial }: CrcShape, a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let mask = 1n << BigInt(bits - 1); mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}

function bigEndian(value: bigint, bits: number): Buffer {
  return Buffer.from(value.toString(16).padStart(bits / 4, "0"), "hex");
}
