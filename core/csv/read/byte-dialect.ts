import type { Dialect } from "../dialect.ts";
import type { ByteDialect } from "../kernel/kernel.ts";

/** The dialect as a scan needs it; it stops at whatever can be told of. */
export function toByteDialect(dialect: Dialect, table: { width: number; maxRecordBytes: number }): ByteDialect {
  return {
    delimiter: new TextEncoder().encode(dialect.delimiter),
    quote: toByte(dialect.quote),
    escape: dialect.quote === "" ? -1 : toByte(dialect.escape),
    lineEnd: dialect.lineEnd,
    comment: toByte(dialect.comment),
    width: table.width,
    maxRecordBytes: table.maxRecordBytes,
    stopAtBlankLines: true,
    stopAtOtherLineEnds: true,
  };
}

function toByte(character: string): number {
  return character === "" ? -1 : character.charCodeAt(0);
}
