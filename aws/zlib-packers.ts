import { promisify } from "node:util";
import { crc32, createInflateRaw, gzip, zstdCompress } from "node:zlib";
import { decompressorsBy } from "#core/csv/source/archive/decompressors-by";
import type { Decompressors } from "#core/csv/source/open-archive";
import type { Compressors } from "#core/operations/operation";

const gzipAsync = promisify(gzip);
const zstdAsync = promisify(zstdCompress);
/** One allocation a member instead of dozens. */
const chunkSize = 256 * 1024;

/** On threads of Node's own. */
export const decompressors: Decompressors = decompressorsBy({
  createInflateRaw: () => createInflateRaw({ chunkSize: 64 * 1024 }),
  crc32,
});

/** On threads of Node's own. */
export const compressors: Required<Compressors> = {
  gzip: (bytes) => gzipAsync(bytes, { chunkSize }),
  zstd: (bytes) => zstdAsync(bytes, { chunkSize }),
};
