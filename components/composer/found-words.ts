import type { Inspection } from "#core/csv/index";
import { plural } from "#core/words/format-number";

const delimiterWords: Record<string, string> = {
  ",": "commas",
  "\t": "tabs",
  ";": "semicolons",
  "|": "bars",
  ":": "colons",
  "~": "tildes",
  " ": "blanks",
  "": "one column",
};
const encodingWords: Record<string, string> = { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16" };

export interface FoundPart {
  words: string;
  /** What makes the file this file; the rest is grammar. */
  strong: boolean;
}

/** What was found in the file, part by part: UTF-8, semicolons, quotes ", a header row; 12 columns. */
export function foundParts({ encoding, dialect, header, columns }: Inspection): FoundPart[] {
  const delimiter = Object.hasOwn(delimiterWords, dialect.delimiter)
    ? (delimiterWords[dialect.delimiter] ?? "")
    : `fields parted by ${dialect.delimiter}`;
  return [
    { words: encodingWords[encoding.toLowerCase()] ?? encoding, strong: false },
    { words: delimiter, strong: true },
    { words: dialect.quote === "" ? "no quotes" : `quotes ${dialect.quote}`, strong: false },
    {
      words: header.rows === 0 ? "no header" : header.rows === 1 ? "a header row" : `a header of ${header.rows} rows`,
      strong: header.rows !== 1,
    },
    { words: plural(columns.length, "column"), strong: true },
  ];
}

/** The same, short: for the list of files. */
export function foundShort({ dialect, columns }: Inspection): string {
  return `${delimiterWords[dialect.delimiter] ?? dialect.delimiter}, ${plural(columns.length, "column")}`;
}
