/** A name as SQL reads it, whatever it is. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL reads it. A NUL ends a statement's text, so it is put in by its number. */
export function quoteText(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return quoted.includes("\0") ? `(${quoted.replaceAll("\0", "' || chr(0) || '")})` : quoted;
}

/** SQL has no empty names. */
export function toName(name: string, index: number): string {
  return name === "" ? `column_${index + 1}` : name;
}
