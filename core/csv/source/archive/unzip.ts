import { AppError } from "../../../app-error.ts";
import type { ByteSource } from "../byte-source.ts";
import { corruptArchive } from "./archive-error.ts";
import { ByteQueue } from "./byte-queue.ts";
import { chunkSource } from "./chunk-source.ts";
import { ownTools, type UnpackingTools } from "./gunzip.ts";

const fileSignature = 0x0403_4b50;
const descriptorSignature = 0x0807_4b50;
const directorySignatures = [0x0201_4b50, 0x0605_4b50];
const encryptedFlag = 1;
const descriptorFlag = 8;
const wordsOfBig = 0xffff_ffff;

interface Entry {
  path: string;
  stored: boolean;
  crc: number;
  /** Compressed bytes; unknown (0) where `described`. */
  size: number;
  /** Checksum and sizes follow behind the data. */
  described: boolean;
  /** Sizes are written in eight bytes. */
  big: boolean;
}

/** The one file of a ZIP archive, as it comes; folders and what macOS adds are passed over. */
export function unzip(source: ByteSource, name: string, tools: UnpackingTools = ownTools): ByteSource {
  const queue = new ByteQueue(source, name);
  return chunkSource(onlyFile(queue, tools), queue);
}

async function* onlyFile(queue: ByteQueue, tools: UnpackingTools): AsyncGenerator<Uint8Array> {
  let found = false;
  for (let entry = await nextEntry(queue); entry; entry = await nextEntry(queue)) {
    const content = readEntry(queue, entry, tools);
    if (isBeside(entry.path)) {
      for await (const _ of content);
      continue;
    }
    if (found) throw unsupported(`${queue.name} holds several files; it has to hold one. Unpack it and drop the files themselves.`);
    found = true;
    yield* content;
  }
  if (!found) throw new AppError("empty-file", `${queue.name} is empty: there is no file in it.`);
}

async function nextEntry(queue: ByteQueue): Promise<Entry | null> {
  await queue.require(4);
  if (directorySignatures.includes(queue.word32(0))) return null;
  if (queue.word32(0) !== fileSignature) throw corruptArchive(queue.name);
  await queue.require(30);
  const flags = queue.word16(6);
  const method = queue.word16(8);
  const [crc, size] = [queue.word32(14), queue.word32(18)];
  const [pathLength, extraLength] = [queue.word16(26), queue.word16(28)];
  queue.at += 30;
  const path = new TextDecoder().decode(await queue.takeAll(pathLength));
  requireTable(path, queue.name);
  const extra = await queue.takeAll(extraLength);
  const bigSize = size === wordsOfBig ? sizeInExtra(extra) : null;
  const described = (flags & descriptorFlag) !== 0;
  if (flags & encryptedFlag) throw unsupported(`${queue.name} is locked with a password. Unpack it and drop the file itself.`);
  if ((method !== 0 && method !== 8) || (method === 0 && described && size === 0 && !path.endsWith("/"))) {
    throw unsupported(`${queue.name} is packed in a way that cannot be read yet. Unpack it and drop the file itself.`);
  }
  return { path, stored: method === 0, crc, size: bigSize ?? size, described, big: bigSize !== null };
}

/** The content, held to its checksum. */
async function* readEntry(queue: ByteQueue, entry: Entry, { inflate, crc32 }: UnpackingTools): AsyncGenerator<Uint8Array> {
  let crc = 0;
  for await (const chunk of entry.stored ? stored(queue, entry.size) : inflate(queue)) {
    crc = crc32(crc, chunk);
    yield chunk;
  }
  const expected = entry.described ? await readDescriptor(queue, entry.big) : entry.crc;
  if (crc !== expected) throw corruptArchive(queue.name);
}

async function* stored(queue: ByteQueue, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; ) {
    await queue.require(1);
    const part = queue.bytes.subarray(queue.at, Math.min(queue.end, queue.at + left));
    queue.at += part.length;
    left -= part.length;
    yield part;
  }
}

/** Its signature may be left out. Sizes take eight bytes each in a large archive, which what follows tells. */
async function readDescriptor(queue: ByteQueue, big: boolean): Promise<number> {
  await queue.require(12);
  if (queue.word32(0) === descriptorSignature) queue.at += 4;
  const crc = queue.word32(0);
  const long = big || ((await queue.prepare(24)) && !isSignature(queue.word32(12)) && isSignature(queue.word32(20)));
  await queue.skip(long ? 20 : 12);
  return crc;
}

function isSignature(word: number): boolean {
  return word === fileSignature || directorySignatures.includes(word);
}

/** The compressed size of a ZIP64 extra field, which stands behind the original one. */
function sizeInExtra(extra: Uint8Array): number | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1 && at + 20 <= extra.length) return Number(view.getBigUint64(at + 12, true));
  }
  return null;
}

function isBeside(path: string): boolean {
  return path.endsWith("/") || path.startsWith("__MACOSX/") || /(^|\/)(\.DS_Store|Thumbs\.db)$/.test(path);
}

function requireTable(path: string, name: string): void {
  const office = path === "[Content_Types].xml" || /^(xl|word|ppt)\//.test(path) || path === "mimetype";
  if (office) throw unsupported(`${name} holds parts of an office document among other files. Unpack it and drop the file itself.`);
}

function unsupported(message: string): AppError {
  return new AppError("unsupported-file", message);
}
