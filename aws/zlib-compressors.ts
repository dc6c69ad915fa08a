import { promisify } from "node:util";
import { gzip, zstdCompress } from "node:zlib";
import type { Compressors } from "#core/operations/operation";

const gzipAsync = promisify(gzip);
const zstdAsync = promisify(zstdCompress);
/** One allocation a member instead of dozens. */
const chunkSize = 256 * 1024;

/** On threads of Node's own. */
export const zlibCompressors: Required<Compressors> = {
  gzip: (bytes) => gzipAsync(bytes, { chunkSize }),
  zstd: (bytes) => zstdAsync(bytes, { chunkSize }),
};
