import { AppError } from "../../app-error.ts";
import { requireTextFile } from "../file-kind.ts";
import type { ReaderLimits } from "../limits.ts";
import type { ByteSource } from "./byte-source.ts";
import { findEncoding } from "./find-encoding.ts";
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
  const ended = length < head.length;
  const start = head.subarray(0, length);
  const encoding = await findEncoding(start.subarray(0, limits.detectionBytes), {
    complete: length <= limits.detectionBytes,
    override,
  });
  requireTextFile(start, { name, utf16: encoding.name.startsWith("utf-16"), bomBytes: encoding.bomBytes });
  if (encoding.name !== "utf-8") throw new AppError("unknown-encoding", `${name} is in ${encoding.name}, which cannot be read yet.`);
  const text = start.subarray(encoding.bomBytes);
  return {
    text: withHead(text, source),
    sample: text.subarray(0, limits.detectionBytes),
    complete: ended && text.length <= limits.detectionBytes,
    compression: null,
    encoding,
    map: createUtf8Map(encoding.bomBytes),
    consumed: count,
  };
}

function createUtf8Map(bomBytes: number): SourceMap {
  return {
    toSource: (offset) => offset + bomBytes,
    sourceBytes: () => null,
    nextFault: () => Number.POSITIVE_INFINITY,
    release: () => undefined,
  };
}
