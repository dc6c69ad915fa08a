import type { Decompress } from "../open-archive.ts";
import { corruptArchive, truncatedArchive } from "./archive-error.ts";
import type { ByteQueue } from "./byte-queue.ts";
import { gunzip, type UnpackingTools } from "./gunzip.ts";
import { unzip } from "./unzip.ts";

/** What is needed of Node's `InflateRaw`, which ends where its stream does and tells how many bytes that were. */
export interface InflateStream {
  readonly bytesWritten: number;
  write(chunk: Uint8Array, done: (error?: Error | null) => void): unknown;
  end(): unknown;
  destroy(): unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface Zlib {
  createInflateRaw(): InflateStream;
  crc32(bytes: Uint8Array, crc: number): number;
}

/** What so much grows to is held at once: a thousand times as much at most. */
const partBytes = 16 * 1024;

/** gzip and ZIP as ever, by Node's zlib, which is faster than our own inflater. */
export function decompressorsBy({ createInflateRaw, crc32 }: Zlib): Record<"gzip" | "zip", Decompress> {
  const tools: UnpackingTools = {
    inflate: (queue) => inflateBy(createInflateRaw(), queue),
    crc32: (crc, bytes) => crc32(bytes, crc),
  };
  return { gzip: (source, name) => gunzip(source, name, tools), zip: (source, name) => unzip(source, name, tools) };
}

/** One deflate stream; the queue stands behind it afterwards. */
async function* inflateBy(stream: InflateStream, queue: ByteQueue): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let settle: (failed?: Error | null) => void = () => undefined;
  let ended = false;
  stream.on("data", (chunk) => chunks.push(chunk));
  stream.on("end", () => {
    ended = true;
    settle();
  });
  stream.on("error", (error) => settle(error));
  let taken = 0;
  try {
    while (!ended) {
      const left = await queue.prepare(1);
      const part = queue.bytes.subarray(queue.at, Math.min(queue.end, queue.at + partBytes));
      const failed = await new Promise<Error | null | undefined>((resolve) => {
        settle = resolve;
        // Where the stream ends within the part, it only says that it ended.
        if (left) stream.write(part, resolve);
        else stream.end();
      });
      if (failed) throw toArchiveError(failed, queue.name);
      queue.at += stream.bytesWritten - taken;
      taken = stream.bytesWritten;
      yield* chunks.splice(0);
    }
  } finally {
    stream.destroy();
  }
}

function toArchiveError(error: Error, name: string): Error {
  const isCutOff = "code" in error && error.code === "Z_BUF_ERROR";
  return isCutOff ? truncatedArchive(name, error) : corruptArchive(name, error);
}
