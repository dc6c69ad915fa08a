import type { ByteDialect } from "../kernel/kernel.ts";
import { findLineEnd } from "./line-end.ts";
import { splitDamagedLine } from "./split-damaged-line.ts";

/**
 * Whether a quoted cell holds whole physical lines, each of which would split into exactly the table's width: it has probably
 * swallowed records by a quote too many.
 */
export function isFusion(bytes: Uint8Array, dialect: ByteDialect, cell: { start: number; end: number; maxFields: number }): boolean {
  const { width } = dialect;
  if (width < 2) return false;
  const options = { final: false, loneCr: dialect.lineEnd === "cr" };
  // The closing quote is no line end, but tells a CR before it from half a CRLF.
  const to = cell.end + 1;
  let line = findLineEnd(bytes, cell.start, to, options);
  let whole = 0;
  for (; line !== null; whole++) {
    const start = line.next;
    line = findLineEnd(bytes, start, to, options);
    if (line === null) break;
    const split = splitDamagedLine(bytes, dialect, { start, end: line.end, width, maxFields: cell.maxFields });
    if (split?.starts.length !== width) return false;
  }
  return whole > 0;
}
