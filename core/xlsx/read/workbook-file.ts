import type { ReaderLimits } from "../../csv/limits.ts";
import type { ByteRanges, ByteSource } from "../../csv/source/byte-source.ts";
import type { Decompressors } from "../../csv/source/open-archive.ts";
import type { XlsxLimits } from "../xlsx-limits.ts";
import type { ZipPart } from "./zip-directory.ts";

/** A workbook's archive, from which parts are read. */
export interface WorkbookFile {
  /** The file's name, for messages. */
  name: string;
  ranges: ByteRanges;
  /** By their paths in small letters. */
  parts: ReadonlyMap<string, ZipPart>;
  /** A stretch of it whose bytes are counted, and that ends when the reading is given up. */
  openRange(from: number, to: number): Promise<ByteSource>;
  decompressors: Decompressors;
  limits: Pick<ReaderLimits, "maxExpansion" | "freeExpansionBytes">;
  xlsxLimits: XlsxLimits;
}
