import { AppError } from "../../app-error.ts";
import { findUtf8Faults, utf8Boundary } from "../utf8.ts";

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
 * The encoding of a file, from its first bytes: byte order mark, UTF-16 by the parity of its NULs, UTF-8, else a legacy one.
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
  const whole = options.complete ? sample : sample.subarray(0, utf8Boundary(sample));
  return { name: findUtf8Faults(whole).length === 0 ? "utf-8" : "windows-1252", confidence: 1, bomBytes: 0 };
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
