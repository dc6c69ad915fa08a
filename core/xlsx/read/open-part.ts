import { archiveTooLarge } from "../../csv/source/archive/archive-error.ts";
import { crc32 } from "../../csv/source/archive/crc32.ts";
import { gunzip } from "../../csv/source/archive/gunzip.ts";
import { type ByteSource, bytesSource } from "../../csv/source/byte-source.ts";
import { damagedWorkbook, unreadableWorkbook } from "./workbook-error.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import { readRange, type ZipPart } from "./zip-directory.ts";

const localSignature = 0x0403_4b50;
const localBytes = 30;
/** RFC 1952 §2.3: nothing but the magic and the method. */
const gzipHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** A part's unpacked bytes, held to its checksum and size. @throws AppError truncated-archive, archive-too-large from `read` */
export async function openPart(file: WorkbookFile, part: ZipPart, maxBytes: number): Promise<ByteSource> {
  const { ranges, name } = file;
  if (part.encrypted) throw unreadableWorkbook(`${name} is locked with a password. Save it without one, then drop it again.`);
  if (part.method !== 0 && part.method !== 8)
    throw unreadableWorkbook(`${name} is packed in a way that cannot be read. Save it again, then drop it again.`);
  const header = await readRange(ranges, part.at, Math.min(part.at + localBytes, ranges.size));
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < localBytes || view.getUint32(0, true) !== localSignature)
    throw damagedWorkbook(name, `its part ${part.path} is not where it should be`);
  const from = part.at + localBytes + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + part.packedBytes > ranges.size) throw damagedWorkbook(name, `its part ${part.path} is cut off`);
  const packed = await file.openRange(from, from + part.packedBytes);
  const unpacked = part.method === 0 ? checked(packed, part, name) : await unpack(file, part, packed);
  return bounded(unpacked, { name, maxBytes, packedBytes: part.packedBytes, file });
}

/** The deflated bytes as the one member of a gzip file, whose end says what the list of parts said: so whatever unpacks gzip checks it. */
async function unpack({ name, decompressors }: WorkbookFile, part: ZipPart, packed: ByteSource): Promise<ByteSource> {
  const end = new Uint8Array(8);
  const view = new DataView(end.buffer);
  view.setUint32(0, part.crc, true);
  view.setUint32(4, part.bytes >>> 0, true);
  return await (decompressors.gzip ?? gunzip)(joined([bytesSource(gzipHeader), packed, bytesSource(end)]), name);
}

function checked(source: ByteSource, part: ZipPart, name: string): ByteSource {
  let crc = 0;
  return {
    async read(target) {
      const count = await source.read(target);
      crc = crc32(crc, target.subarray(0, count));
      if (count === 0 && crc !== part.crc) throw damagedWorkbook(name, `its part ${part.path} is not what it was when it was packed`);
      return count;
    },
    close: () => source.close(),
  };
}

function joined(sources: readonly ByteSource[]): ByteSource {
  let index = 0;
  return {
    async read(target) {
      for (; index < sources.length; index++) {
        const count = (await sources[index]?.read(target)) ?? 0;
        if (count > 0) return count;
      }
      return 0;
    },
    async close() {
      for (const source of sources) await source.close();
    },
  };
}

function bounded(source: ByteSource, bound: { name: string; maxBytes: number; packedBytes: number; file: WorkbookFile }): ByteSource {
  const { maxExpansion, freeExpansionBytes } = bound.file.limits;
  let size = 0;
  return {
    async read(target) {
      const count = await source.read(target);
      size += count;
      const isBomb = size > freeExpansionBytes && size > maxExpansion * bound.packedBytes;
      if (isBomb || size > bound.maxBytes) throw archiveTooLarge(bound.name, size);
      return count;
    },
    close: () => source.close(),
  };
}
