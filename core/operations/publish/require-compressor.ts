import { AppError } from "../../app-error.ts";
import type { Compressor } from "../../csv/write/compress.ts";
import type { RunContext } from "../operation.ts";

/** What packs pages. @throws AppError needs-server: the platform's common ground has no zstd */
export function requireCompressor({ compressors }: Pick<RunContext<unknown>, "compressors">): Compressor {
  if (compressors?.zstd) return compressors.zstd;
  throw new AppError("needs-server", "“Publish” packs its files by zstd, which is not there where this runs.");
}
