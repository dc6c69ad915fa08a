import type { Dialect, LineEnd } from "../dialect.ts";
import type { ByteDialect } from "../kernel/kernel.ts";
import type { Candidate } from "./sample-walker.ts";

export function toDialect({ delimiter, quote, escape: escaping, comment }: Candidate, lineEnd: LineEnd): Dialect {
  const text = (byte: number) => (byte < 0 ? "" : String.fromCharCode(byte));
  return {
    delimiter: new TextDecoder().decode(delimiter),
    quote: text(quote),
    escape: text(escaping),
    comment: text(comment),
    lineEnd,
  };
}

/** As the reader looks at single records. */
export function toByteDialect(candidate: Candidate, lineEnd: LineEnd, width = 0): ByteDialect {
  return { ...candidate, lineEnd, width, maxRecordBytes: 0x3fff_ffff, stopAtBlankLines: true, stopAtOtherLineEnds: true };
}
