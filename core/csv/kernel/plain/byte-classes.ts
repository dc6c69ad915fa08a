import type { ByteDialect } from "../kernel.ts";

/** What a byte may be: the loops run over those that are plain. */
export const plainByte = 0;
export const delimiterByte = 1;
export const lineEndByte = 2;
export const quoteByte = 3;
export const escapeByte = 4;

export interface ByteClasses {
  outside: Uint8Array;
  /** Within quotes. */
  inside: Uint8Array;
}

const known = new WeakMap<ByteDialect, ByteClasses>();

/** The classes of all bytes under a dialect, made once for each. */
export function byteClassesOf(dialect: ByteDialect): ByteClasses {
  const found = known.get(dialect);
  if (found) return found;
  const made = createByteClasses(dialect);
  known.set(dialect, made);
  return made;
}

function createByteClasses({ delimiter, quote, escape: escaping, lineEnd }: ByteDialect): ByteClasses {
  const outside = new Uint8Array(256);
  const inside = new Uint8Array(256);
  const [firstOfDelimiter] = delimiter;
  if (firstOfDelimiter !== undefined) outside[firstOfDelimiter] = delimiterByte;
  outside[0x0a] = outside[0x0d] = inside[0x0a] = lineEndByte;
  // Where a lone CR ends no line, line ends within quotes are told by their LF alone.
  if (lineEnd === "cr") inside[0x0d] = lineEndByte;
  if (quote !== -1) {
    if (escaping !== -1) inside[escaping] = escapeByte;
    outside[quote] = inside[quote] = quoteByte;
  }
  return { outside, inside };
}
