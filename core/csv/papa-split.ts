import Papa from "papaparse";
import type { Dialect, LineEnd } from "./dialect.ts";

const newlines = { lf: "\n", crlf: "\r\n", cr: "\r" } as const;

/** Whether PapaParse reads this dialect exactly: one character between cells, quotes doubled inside quotes. */
export function canPapaSplit(dialect: Dialect): boolean {
  return dialect.delimiter.length === 1 && dialect.quote === dialect.escape && !Papa.BAD_DELIMITERS.includes(dialect.delimiter);
}

/**
 * Splits whole, well-formed records that all end alike; `run` carries no line end after the last one. What PapaParse would
 * guess, forgive or trim never reaches it: its Parser is used bare, since Papa.parse takes a U+FEFF off the start of each text.
 */
export function papaSplit(run: string, dialect: Dialect, terminator: LineEnd): string[][] {
  if (run === "") return [[""]];
  const parser = new Papa.Parser({
    delimiter: dialect.delimiter,
    newline: newlines[terminator],
    ...(dialect.quote === "" ? { fastMode: true } : { quoteChar: dialect.quote, escapeChar: dialect.quote }),
  });
  return parser.parse(run, 0, false).data;
}
