import { type Command, Option } from "commander";
import type { DialectOverrides } from "#core/csv/dialect";
import { characterValue, countValue, delimiterValue, headerValue } from "./option-values.ts";

/** How to read a file; whatever is left out is found out. */
export interface ReadingOptions {
  encoding?: string;
  delimiter?: string;
  quote?: string;
  escape?: string;
  comment?: string;
  header?: "auto" | "none" | number;
  skip?: number;
  sheet?: string;
}

const overrides = ["encoding", "delimiter", "quote", "escape", "comment", "header", "skip", "sheet"] as const;
const group = "How to read the file (whatever is left out is found out):";

export function addReadingOptions(command: Command): Command {
  const options = [
    new Option("--encoding <name>", "character encoding, for example utf-8, utf-16le or windows-1252"),
    new Option("--delimiter <text>", "what stands between two cells: up to 8 bytes; \\t or tab for a tab; '' for one column").argParser(
      delimiterValue,
    ),
    new Option("--quote <char>", "what a cell with special characters is wrapped in; '' for none").argParser(characterValue),
    new Option("--escape <char>", "what stands before a quote that is data: the quote itself, or \\").argParser(characterValue),
    new Option("--comment <char>", "lines that start with it are comments; '' for none").argParser(characterValue),
    new Option("--header <rows>", "auto, none, or the number of header rows").argParser(headerValue),
    new Option("--skip <lines>", "lines to leave out before the header").argParser(countValue),
    new Option("--sheet <name>", "of an XLSX workbook: the sheet's name, or its number from 1 (default: the first that has cells)"),
  ];
  for (const option of options) command.addOption(option.helpGroup(group));
  return command;
}

/** What was given of it, to be read with; undefined when nothing was. */
export function toDialectOverrides(options: ReadingOptions): DialectOverrides | undefined {
  const given = overrides.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as DialectOverrides);
}
