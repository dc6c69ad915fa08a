/** What would be read as an escape, and two characters that XML does not know: see `decodeStoredText`. */
const ambiguous = /_(?=x[0-9a-fA-F]{4}_)|[\ufffe\uffff]/g;

/** A text as it has to be stored, so that exactly it is read again. Control characters are the writer's business. */
export function toStoredText(text: string): string {
  if (!text.includes("_x") && !/[\ufffe\uffff]/.test(text)) return text;
  return text.replace(ambiguous, (found) => (found === "_" ? "_x005F_" : `_x${found.charCodeAt(0).toString(16).toUpperCase()}_`));
}

/** A row whose empty cells are not stored, but for the first one where all are: a row without a cell would be none. */
export function toStoredRow(cells: readonly string[]): (string | null)[] {
  const stored = cells.map((cell) => (cell === "" ? null : toStoredText(cell)));
  if (cells.every((cell) => cell === "")) stored[0] = "";
  return stored;
}
