import type { ByteSource } from "../byte-source.ts";
import { corruptArchive, truncatedArchive } from "./archive-error.ts";
import { ByteQueue } from "./byte-queue.ts";
import { chunkSource } from "./chunk-source.ts";
import { crc32 } from "./crc32.ts";
import { InflateError, Inflater } from "./inflater.ts";

const magic = 0x8b1f;
const headerCrcFlag = 2;
const extraFlag = 4;
const nameFlag = 8;
const commentFlag = 16;
const reservedFlags = 0xe0;

/** The members of a gzip file (RFC 1952), each held to its checksum and size. Zeros may follow the last one. */
export function gunzip(source: ByteSource, name: string, tools: UnpackingTools = ownTools): ByteSource {
  const queue = new ByteQueue(source, name);
  return chunkSource(members(queue, tools), queue);
}

async function* members(queue: ByteQueue, { inflate, crc32 }: UnpackingTools): AsyncGenerator<Uint8Array> {
  do {
    await skipHeader(queue);
    let crc = 0;
    let size = 0;
    for await (const chunk of inflate(queue)) {
      crc = crc32(crc, chunk);
      size = (size + chunk.length) >>> 0;
      yield chunk;
    }
    await queue.require(8);
    if (queue.word32(0) !== crc || queue.word32(4) !== size) throw corruptArchive(queue.name);
    queue.at += 8;
  } while (await hasMore(queue));
}

/** What is done to every byte, and what a machine may do faster than we. */
export interface UnpackingTools {
  /** One deflate stream; the queue stands behind it afterwards. @throws AppError truncated-archive */
  inflate(queue: ByteQueue): AsyncGenerator<Uint8Array>;
  /** Going on from `crc`. */
  crc32(crc: number, bytes: Uint8Array): number;
}

export const ownTools: UnpackingTools = { inflate: inflateOurselves, crc32 };

async function* inflateOurselves(queue: ByteQueue): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater(queue);
  for (;;) {
    const chunk = await inflater.next().catch((error: unknown) => {
      if (error instanceof InflateError) throw error.truncated ? truncatedArchive(queue.name, error) : corruptArchive(queue.name, error);
      throw error;
    });
    if (chunk.length === 0) return;
    yield chunk;
  }
}

async function skipHeader(queue: ByteQueue): Promise<void> {
  if ((await queue.prepare(2)) && queue.word16(0) !== magic) throw corruptArchive(queue.name);
  await queue.require(10);
  const flags = queue.bytes[queue.at + 3] ?? 0;
  if (queue.bytes[queue.at + 2] !== 8 || (flags & reservedFlags) !== 0) throw corruptArchive(queue.name);
  queue.at += 10;
  if (flags & extraFlag) {
    await queue.require(2);
    await queue.skip(2 + queue.word16(0));
  }
  if (flags & nameFlag) await skipText(queue);
  if (flags & commentFlag) await skipText(queue);
  if (flags & headerCrcFlag) await queue.skip(2);
}

async function skipText(queue: ByteQueue): Promise<void> {
  for (let byte: number | undefined; byte !== 0; queue.at++) {
    await queue.require(1);
    byte = queue.bytes[queue.at];
  }
}

async function hasMore(queue: ByteQueue): Promise<boolean> {
  while (await queue.prepare(1)) {
    if (queue.bytes[queue.at] !== 0) return true;
    queue.at++;
  }
  return false;
}
