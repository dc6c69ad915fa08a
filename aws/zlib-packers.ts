import { promisify } from "node:util";
import { crc32, createInflateRaw, gzip } from "node:zlib";
import { decompressorsBy } from "#core/csv/source/archive/decompressors-by";
import type { Decompressors } from "#core/csv/source/open-archive";
import type { Compressors } from "#core/operations/operation";
import { createZstdFrames } from "./zstd-frames.ts";

const gzipAsync = promisify(gzip);
/** One allocation a member instead of dozens. */
const chunkSize = 256 * 1024;
/** Of zstd. The level that is its default takes 1.4 times as long for tables, and makes them no smaller. */
const fastest = 1;

/** On threads of Node's own. */
export const decompressors: Decompressors = decompressorsBy({
  createInflateRaw: () => createInflateRaw({ chunkSize: 64 * 1024 }),
  crc32,
});

/** On threads of Node's own. */
export const compressors: Required<Compressors> = {
  gzip: (bytes) => gzipAsync(bytes, { chunkSize }),
  zstd: createZstdFrames(fastest),
};
