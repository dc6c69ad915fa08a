import type { ByteDialect } from "../kernel.ts";

/** What a byte may be: the loops run over those that are plain. */
export const plainByte = 0;
export const delimiterByte = 1;
export const lineEndByte = 2;
export const quoteByte = 3;
export const escapeByte = 4;

/** The classes of bytes within quotes stand so far behind those of the bytes outside. */
export const withinQuotes = 256;

const lf = 0x0a;
const cr = 0x0d;
const known = new WeakMap<ByteDialect, Uint8Array>();

/** The classes of all bytes under a dialect, made once for each: 256 outside of quotes, 256 within. */
export function byteClassesOf(dialect: ByteDialect): Uint8Array {
  const found = known.get(dialect);
  if (found) return found;
  const made = createByteClasses(dialect);
  known.set(dialect, made);
  return made;
}

function createByteClasses({ delimiter, quote, escape: escaping, lineEnd }: ByteDialect): Uint8Array {
  const classes = new Uint8Array(2 * withinQuotes);
  const [firstOfDelimiter] = delimiter;
  if (firstOfDelimiter !== undefined) classes[firstOfDelimiter] = delimiterByte;
  classes[lf] = classes[withinQuotes + lf] = lineEndByte;
  // Within quotes an LF tells of a CRLF.
  classes[cr] = lineEndByte;
  if (lineEnd === "cr") classes[withinQuotes + cr] = lineEndByte;
  if (quote !== -1) {
    if (escaping !== -1) classes[withinQuotes + escaping] = escapeByte;
    classes[quote] = classes[withinQuotes + quote] = quoteByte;
  }
  return classes;
}
