import { AppError } from "../../app-error.ts";

/** A WHATWG name, how sure it is (0…1), and the length of the byte order mark at the start of the file. */
export interface FoundEncoding {
  name: string;
  confidence: number;
  bomBytes: number;
}

const marks: readonly { name: string; bytes: readonly number[] }[] = [
  { name: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { name: "utf-16le", bytes: [0xff, 0xfe] },
  { name: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * The encoding of a file, from its first bytes: byte order mark, UTF-16 by the parity of its NULs, UTF-8, else what its letters
 * speak for.
 * `override`, any WHATWG label, wins over all but a mark's length.
 * @throws AppError unknown-encoding
 */
export async function findEncoding(
  sample: Uint8Array,
  options: { complete: boolean; override?: string | undefined },
): Promise<FoundEncoding> {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => sample[index] === byte));
  if (options.override !== undefined) {
    const name = requireEncoding(options.override);
    return { name, confidence: 1, bomBytes: mark?.name === name ? mark.bytes.length : 0 };
  }
  if (mark) return { name: mark.name, confidence: 1, bomBytes: mark.bytes.length };
  const utf16 = utf16ByNuls(sample);
  if (utf16) return { name: utf16, confidence: 0.95, bomBytes: 0 };
  if (isUtf8(sample, options.complete)) return { name: "utf-8", confidence: 1, bomBytes: 0 };
  const utf8 = shareOfUtf8(sample);
  if (utf8 >= 0.5) return { name: "utf-8", confidence: utf8, bomBytes: 0 };
  const { guessLegacyEncoding } = await import("./guess-legacy-encoding.ts");
  return { ...guessLegacyEncoding(sample), bomBytes: 0 };
}

/** A sequence that is cut off where the sample ends is fine if the file goes on. */
function isUtf8(sample: Uint8Array, complete: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !complete });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * How much of what is not ASCII is well-formed UTF-8. Other encodings hardly ever look like it, so where at least half does,
 * the rest are broken bytes, to be told as such: read in another encoding, all of it would be wrong and nobody would know.
 */
function shareOfUtf8(sample: Uint8Array): number {
  let sequences = 0;
  let faults = 0;
  for (const character of new TextDecoder().decode(sample)) {
    if (character === "\ufffd") faults++;
    else if (character > "\u007f") sequences++;
  }
  return sequences / (sequences + faults);
}

function requireEncoding(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    throw new AppError("unknown-encoding", `"${label}" is no encoding that can be read; try utf-8 or windows-1252.`, { cause: error });
  }
}

function utf16ByNuls(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
  const nuls: [number, number] = [0, 0];
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) nuls[index & 1 ? 1 : 0]++;
  }
  const half = sample.length / 2;
  if (half < 1) return null;
  if (nuls[1] >= half * 0.3 && nuls[0] <= half * 0.01) return "utf-16le";
  if (nuls[0] >= half * 0.3 && nuls[1] <= half * 0.01) return "utf-16be";
  return null;
}
