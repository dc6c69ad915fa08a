import { Decompress } from "fzstd";
import { AppError } from "../../../app-error.ts";
import type { ByteSource } from "../byte-source.ts";
import { corruptArchive } from "./archive-error.ts";
import { ByteQueue } from "./byte-queue.ts";
import { chunkSource } from "./chunk-source.ts";

const frameMagic = 0xfd2f_b528;
const skippableMagic = 0x184d_2a50;
/** What the zstd tool accepts without being told to take more. */
const maxWindowBytes = 128 * 1024 * 1024;
const longestBlockBytes = 128 * 1024;

/** The frames of a Zstandard file (RFC 8878), block by block, so that memory stays within a frame's window. */
export function unzstd(source: ByteSource, name: string): ByteSource {
  const queue = new ByteQueue(source, name);
  return chunkSource(frames(queue), queue);
}

async function* frames(queue: ByteQueue): AsyncGenerator<Uint8Array> {
  while (await queue.prepare(1)) {
    await queue.require(8);
    const magic = queue.word32(0);
    if ((magic & 0xffff_fff0) >>> 0 === skippableMagic) {
      const length = queue.word32(4);
      await queue.skip(8 + length);
    } else if (magic === frameMagic) yield* blocks(queue);
    else throw corruptArchive(queue.name);
  }
}

async function* blocks(queue: ByteQueue): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  const frame = new Decompress((chunk) => out.push(chunk));
  const push = async (length: number, final: boolean) => {
    const bytes = await queue.takeAll(length);
    try {
      frame.push(bytes, final);
    } catch (error) {
      throw corruptArchive(queue.name, error);
    }
  };
  const { headerBytes, hasChecksum } = await readHeader(queue);
  await push(headerBytes, false);
  for (let last = false; !last; ) {
    await queue.require(3);
    const header = queue.word16(0) | ((queue.bytes[queue.at + 2] ?? 0) << 16);
    last = (header & 1) === 1;
    const repeated = ((header >> 1) & 3) === 1;
    const size = header >> 3;
    if (size > longestBlockBytes) throw corruptArchive(queue.name);
    await push(3 + (repeated ? 1 : size) + (last && hasChecksum ? 4 : 0), last);
    yield* out.splice(0);
  }
}

/** RFC 8878 §3.1.1.1; refuses what needs more memory than there should be. */
async function readHeader(queue: ByteQueue): Promise<{ headerBytes: number; hasChecksum: boolean }> {
  await queue.require(6);
  const descriptor = queue.bytes[queue.at + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const headerBytes = 5 + (single ? 0 : 1) + dictionaryBytes + sizeBytes;
  await queue.require(headerBytes);
  const sizeAt = headerBytes - sizeBytes;
  const window = single ? contentSize(queue, sizeAt, sizeBytes) : windowSize(queue.bytes[queue.at + 5] ?? 0);
  if (window > maxWindowBytes) {
    throw new AppError(
      "archive-too-large",
      `${queue.name} needs ${Math.ceil(window / 2 ** 20)} MiB of memory to be unpacked. Send it unpacked.`,
    );
  }
  return { headerBytes, hasChecksum: (descriptor & 4) !== 0 };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(queue: ByteQueue, at: number, bytes: number): number {
  if (bytes === 1) return queue.bytes[queue.at + at] ?? 0;
  if (bytes === 2) return queue.word16(at) + 256;
  return queue.word32(at) + (bytes === 8 ? queue.word32(at + 4) * 2 ** 32 : 0);
}
