/** The cell without its escapes: one escape goes before each quote, and before each other escape that is not a quote itself. */
export function unescapeCell(cell: Uint8Array, { escaping, quote }: { escaping: number; quote: number }): Uint8Array {
  const unescaped = new Uint8Array(cell.length);
  let written = 0;
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === escaping && (cell[at + 1] === quote || cell[at + 1] === escaping)) at++;
    unescaped[written++] = cell[at] ?? 0;
  }
  return unescaped.subarray(0, written);
}

/** The cell with one quote in place of two. */
export function undouble(cell: Uint8Array, quote: number): Uint8Array {
  return unescapeCell(cell, { escaping: quote, quote });
}
