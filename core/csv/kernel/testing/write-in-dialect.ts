import type { ByteDialect } from "../kernel.ts";

/** A table as text, a character for a byte: cells are quoted where they must be, and now and then where they need not. */
export function writeInDialect(rows: readonly (readonly string[])[], dialect: ByteDialect, flip: () => boolean): string {
  const quote = String.fromCharCode(dialect.quote);
  const special = [...String.fromCharCode(...dialect.delimiter), quote, "\r", "\n"];
  const quoted = (cell: string) =>
    dialect.escape === 0x5c ? cell.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) : cell.replaceAll(quote, quote + quote);
  const write = (cell: string) =>
    cell === "" || flip() || special.some((one) => cell.includes(one)) ? quote + quoted(cell) + quote : cell;
  const lineEnd = { lf: "\n", crlf: "\r\n", cr: "\r" }[dialect.lineEnd];
  return rows.map((row) => row.map(write).join(String.fromCharCode(...dialect.delimiter)) + lineEnd).join("");
}
