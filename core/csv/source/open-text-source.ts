import { isOfficeArchive } from "../../xlsx/is-office-archive.ts";
import type { ReaderLimits } from "../limits.ts";
import type { ByteSource } from "./byte-source.ts";
import { type FoundEncoding, findEncoding } from "./find-encoding.ts";
import { counted, fillFrom, withHead } from "./head-source.ts";
import { type Decompressors, findCompression, openArchive } from "./open-archive.ts";
import { requireText } from "./require-text.ts";
import type { SourceMap, TextSource } from "./text-source.ts";

export interface TextSourceOptions {
  /** The file's name, for messages. */
  name: string;
  /** A WHATWG label; found out when left out. */
  encoding?: string | undefined;
  /** Which sheet of a workbook: its name, or its number from 1. */
  sheet?: string | number | undefined;
  limits: Pick<ReaderLimits, "detectionBytes" | "maxExpansion" | "freeExpansionBytes">;
  signal: AbortSignal;
  decompressors?: Decompressors | undefined;
  /** These are only the first bytes of the file: that an archive or a character is cut off there is no fault. */
  partial?: boolean | undefined;
}

const longestMark = 3;

/**
 * Opens a file as UTF-8 text, whatever its compression and encoding. Closing the answer's `text` closes `raw`, and so does
 * failing to open it.
 * @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding, truncated-archive, archive-too-large
 */
export async function openTextSource(raw: ByteSource, options: TextSourceOptions): Promise<TextSource> {
  try {
    return await openText(raw, options);
  } catch (error) {
    await raw.close();
    throw error;
  }
}

async function openText(raw: ByteSource, options: TextSourceOptions): Promise<TextSource> {
  const { name, limits } = options;
  const { source, count } = counted(raw, options.signal);
  // A byte more than detection sees, so that it is known whether there is more.
  const headBytes = limits.detectionBytes + longestMark + 1;
  const rawStart = await takeStart(source, headBytes);
  const compression = findCompression(rawStart);
  if (compression === "zip" && isOfficeArchive(rawStart)) {
    const { openWorkbook } = await import("../../xlsx/read/open-workbook.ts");
    return await openWorkbook({ ...source, ...(raw.ranges && { ranges: raw.ranges }) }, rawStart, options);
  }
  const content = compression ? await openArchive(withHead(rawStart, source), compression, options) : source;
  const start = compression ? await takeStart(content, headBytes) : rawStart;
  const encoding = await findEncoding(start.subarray(0, Math.max(limits.detectionBytes, longestMark)), {
    complete: start.length <= limits.detectionBytes && !options.partial,
    override: options.encoding,
  });
  requireText(start, { name, utf16: encoding.name.startsWith("utf-16"), bomBytes: encoding.bomBytes });
  const { text, head, map } = await toText(start.subarray(encoding.bomBytes), content, encoding, options);
  return {
    text: withHead(head, text),
    sample: head.subarray(0, limits.detectionBytes),
    complete: head.length <= limits.detectionBytes && !options.partial,
    compression,
    encoding,
    map,
    consumed: count,
  };
}

/** The text behind its first bytes, which are at hand. UTF-8 is its own text. */
async function toText(
  start: Uint8Array,
  rest: ByteSource,
  { name, bomBytes }: FoundEncoding,
  { limits, partial = false }: TextSourceOptions,
): Promise<{ head: Uint8Array; text: ByteSource; map: SourceMap }> {
  if (name === "utf-8") return { head: start, text: rest, map: createUtf8Map(bomBytes) };
  const { decodeText } = await import("./decoded-text.ts");
  const { text, map } = decodeText(withHead(start, rest), { encoding: name, bomBytes, partial });
  return { head: await takeStart(text, limits.detectionBytes + 1), text, map };
}

async function takeStart(source: ByteSource, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(bytes);
  return head.subarray(0, await fillFrom(source, head));
}

function createUtf8Map(bomBytes: number): SourceMap {
  return {
    toSource: (offset) => offset + bomBytes,
    sourceBytes: () => null,
    nextFault: () => Number.POSITIVE_INFINITY,
    release: () => undefined,
  };
}
