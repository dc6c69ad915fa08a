import type { ByteRanges } from "../../csv/source/byte-source.ts";
import { fillFrom } from "../../csv/source/head-source.ts";
import type { XlsxLimits } from "../xlsx-limits.ts";
import { damagedWorkbook, unreadableWorkbook } from "./workbook-error.ts";

/** A part of a ZIP archive, as the list at its end describes it. */
export interface ZipPart {
  path: string;
  /** 0: as it is; 8: deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  packedBytes: number;
  bytes: number;
  /** Where its own header stands. */
  at: number;
}

const endSignature = 0x0605_4b50;
const bigEndSignature = 0x0606_4b50;
const bigLocatorSignature = 0x0706_4b50;
const entrySignature = 0x0201_4b50;
const endBytes = 22;
const bigEndBytes = 56;
const locatorBytes = 20;
const longestComment = 0xffff;
const entryBytes = 46;
const inEightBytes = 0xffff_ffff;

/**
 * The parts of a ZIP archive by their paths in small letters, in which names of parts do not differ (ECMA-376-2 §10.1.2.6; APPNOTE
 * 6.3.10 §4.3.12, §4.3.16). Paths are only compared, never used as such.
 * @throws AppError truncated-archive
 */
export async function readZipDirectory(ranges: ByteRanges, name: string, limits: XlsxLimits): Promise<Map<string, ZipPart>> {
  const tailFrom = Math.max(0, ranges.size - endBytes - longestComment - locatorBytes);
  const tail = await readRange(ranges, tailFrom, ranges.size);
  const { count, at, bytes } = await findDirectory(ranges, { tail, tailFrom }, name);
  if (at + bytes > ranges.size) throw damagedWorkbook(name, "the list of its parts is not where it should be");
  if (count > limits.parts || bytes > limits.directoryBytes) throw unreadableWorkbook(`${name} has too many parts for a workbook.`);
  return parseDirectory(await readRange(ranges, at, at + bytes), count, name);
}

export async function readRange(ranges: ByteRanges, from: number, to: number): Promise<Uint8Array> {
  const source = await ranges.open(from, to);
  try {
    const bytes = new Uint8Array(to - from);
    return bytes.subarray(0, await fillFrom(source, bytes));
  } finally {
    await source.close();
  }
}

interface Directory {
  count: number;
  at: number;
  bytes: number;
}

async function findDirectory(
  ranges: ByteRanges,
  { tail, tailFrom }: { tail: Uint8Array; tailFrom: number },
  name: string,
): Promise<Directory> {
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature || at + endBytes + view.getUint16(at + 20, true) > tail.length) continue;
    const found = { count: view.getUint16(at + 10, true), bytes: view.getUint32(at + 12, true), at: view.getUint32(at + 16, true) };
    if (found.count !== 0xffff && found.bytes !== inEightBytes && found.at !== inEightBytes) return found;
    return await findBigDirectory(ranges, tailFrom + at - locatorBytes, name);
  }
  throw damagedWorkbook(name, "it ends before the list of its parts");
}

async function findBigDirectory(ranges: ByteRanges, locatorAt: number, name: string): Promise<Directory> {
  const locator = locatorAt < 0 ? null : viewOf(await readRange(ranges, locatorAt, locatorAt + locatorBytes));
  const at = locator?.getUint32(0, true) === bigLocatorSignature ? Number(locator.getBigUint64(8, true)) : -1;
  const end = at < 0 || at + bigEndBytes > ranges.size ? null : viewOf(await readRange(ranges, at, at + bigEndBytes));
  if (end?.getUint32(0, true) !== bigEndSignature) throw damagedWorkbook(name, "the list of its parts cannot be found");
  return {
    count: Number(end.getBigUint64(32, true)),
    bytes: Number(end.getBigUint64(40, true)),
    at: Number(end.getBigUint64(48, true)),
  };
}

function parseDirectory(bytes: Uint8Array, count: number, name: string): Map<string, ZipPart> {
  const view = viewOf(bytes);
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entrySignature) {
      throw damagedWorkbook(name, "the list of its parts is not whole");
    }
    const [pathBytes, extraBytes, commentBytes] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const path = new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + pathBytes));
    const extraAt = at + entryBytes + pathBytes;
    if (extraAt + extraBytes > bytes.length) throw damagedWorkbook(name, "the list of its parts is not whole");
    const key = path.toLowerCase();
    // Nobody knows which of the two is meant.
    if (parts.has(key)) throw damagedWorkbook(name, `it has two parts of the name ${path}`);
    parts.set(key, {
      path,
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizesOf(view, at, { from: extraAt, to: extraAt + extraBytes }),
    });
    at = extraAt + extraBytes + commentBytes;
  }
  return parts;
}

/** What did not fit in four bytes stands in the ZIP64 extra field, in this order (APPNOTE §4.5.3). */
function sizesOf(view: DataView, at: number, extra: { from: number; to: number }): Pick<ZipPart, "bytes" | "packedBytes" | "at"> {
  const sizes = { bytes: view.getUint32(at + 24, true), packedBytes: view.getUint32(at + 20, true), at: view.getUint32(at + 42, true) };
  for (let field = extra.from; field + 4 <= extra.to; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    for (const which of ["bytes", "packedBytes", "at"] as const) {
      if (sizes[which] !== inEightBytes || next + 8 > extra.to) continue;
      sizes[which] = Number(view.getBigUint64(next, true));
      next += 8;
    }
  }
  return sizes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
