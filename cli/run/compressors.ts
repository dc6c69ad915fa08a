import { promisify } from "node:util";
import { gzip, zstdCompress } from "node:zlib";
import type { RunContext } from "#core/operations/operation";

const compressGzip = promisify(gzip);
const compressZstd = promisify(zstdCompress);

/** Node's own, which work on threads beside the one that reads and writes. */
export const compressors: NonNullable<RunContext<unknown>["compressors"]> = {
  gzip: (bytes) => compressGzip(bytes),
  zstd: (bytes) => compressZstd(bytes),
};
