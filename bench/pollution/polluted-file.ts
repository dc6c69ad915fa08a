import type { Table } from "./clean-table.ts";

/** A file with something wrong in it, and what a perfect reader makes of it. */
export interface PollutedFile {
  /** Distinct. */
  name: string;
  level: "file" | "record";
  /** What is wrong, of the taxonomy. */
  kind: string;
  bytes: Uint8Array;
  /** Null: there is no table, and the right answer is to refuse. */
  expected: Table | null;
  /** Physical line (1-based) of the header, or of where it would be. */
  headerLine: number;
  /** Physical line of each expected record, and at the end of the line after the last. */
  lines: number[];
  /** Where the pollution is, if it is in one place. */
  at?: { line: number; column: number };
}

/** How a table is written down. */
export interface WrittenDialect {
  delimiter: string;
  quote: string;
  /** What stands before a quote in a quoted cell; nothing at all for the empty string. */
  escape: string;
  lineEnd: string;
  /** Quote every cell. */
  quoteAll?: boolean;
}

export const cleanDialect: WrittenDialect = { delimiter: ",", quote: '"', escape: '"', lineEnd: "\r\n" };

export function writeCell(cell: string, dialect: WrittenDialect): string {
  const { delimiter, quote } = dialect;
  const special = cell.includes(delimiter) || cell.includes(quote) || /[\r\n]|^\s|\s$/.test(cell);
  if (!special && dialect.quoteAll !== true) return cell;
  const escaped = dialect.escape === "\\" ? cell.replaceAll("\\", "\\\\") : cell;
  return quote + escaped.replaceAll(quote, dialect.escape + quote) + quote;
}

export function writeRecord(cells: readonly string[], dialect: WrittenDialect): string {
  return cells.map((cell) => writeCell(cell, dialect)).join(dialect.delimiter);
}

/** Physical lines on which texts start that are written one after the other, beginning at `line`; at the end the line after the last. */
export function toLines(records: readonly string[], lineEnd: string, line: number): number[] {
  const ends = lineEnd === "\r" ? /\r/g : /\n/g;
  const lines = [line];
  for (const record of records) {
    line += 1 + (record.match(ends)?.length ?? 0);
    lines.push(line);
  }
  return lines;
}
