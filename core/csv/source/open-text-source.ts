import { requireTextFile } from "../file-kind.ts";
import type { ReaderLimits } from "../limits.ts";
import type { ByteSource } from "./byte-source.ts";
import { type FoundEncoding, findEncoding } from "./find-encoding.ts";
import { counted, fillFrom, withHead } from "./head-source.ts";
import type { SourceMap, TextSource } from "./text-source.ts";

export interface TextSourceOptions {
  /** The file's name, for messages. */
  name: string;
  /** A WHATWG label; found out when left out. */
  encoding?: string | undefined;
  limits: Pick<ReaderLimits, "detectionBytes">;
  signal: AbortSignal;
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

async function openText(raw: ByteSource, { name, encoding: override, limits, signal }: TextSourceOptions): Promise<TextSource> {
  const { source, count } = counted(raw, signal);
  // A byte more than detection sees, so that it is known whether there is more.
  const head = new Uint8Array(limits.detectionBytes + longestMark + 1);
  const length = await fillFrom(source, head);
  const start = head.subarray(0, length);
  const encoding = await findEncoding(start.subarray(0, limits.detectionBytes), {
    complete: length <= limits.detectionBytes,
    override,
  });
  requireTextFile(start, { name, utf16: encoding.name.startsWith("utf-16"), bomBytes: encoding.bomBytes });
  const encoded = withHead(start.subarray(encoding.bomBytes), source);
  const decoded = encoding.name === "utf-8" ? { text: encoded, map: createUtf8Map(encoding.bomBytes) } : await decode(encoded, encoding);
  return { ...(await withSample(decoded.text, limits.detectionBytes)), compression: null, encoding, map: decoded.map, consumed: count };
}

async function decode(encoded: ByteSource, { name, bomBytes }: FoundEncoding): Promise<{ text: ByteSource; map: SourceMap }> {
  const { decodeText } = await import("./decoded-text.ts");
  return decodeText(encoded, name, bomBytes);
}

async function withSample(text: ByteSource, sampleBytes: number): Promise<Pick<TextSource, "text" | "sample" | "complete">> {
  const head = new Uint8Array(sampleBytes + 1);
  const start = head.subarray(0, await fillFrom(text, head));
  return { text: withHead(start, text), sample: start.subarray(0, sampleBytes), complete: start.length <= sampleBytes };
}

/** UTF-8 is its own text, but for the byte order mark. */
function createUtf8Map(bomBytes: number): SourceMap {
  return {
    toSource: (offset) => offset + bomBytes,
    sourceBytes: () => null,
    nextFault: () => Number.POSITIVE_INFINITY,
    release: () => undefined,
  };
}
