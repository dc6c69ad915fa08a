import { InvalidArgumentError } from "commander";

const utf8 = new TextEncoder();

/** Words for characters that are hard to type. */
const spoken: Readonly<Record<string, string>> = { "\\t": "\t", tab: "\t" };

export function delimiterValue(text: string): string {
  const delimiter = spoken[text] ?? text;
  if (/[\r\n"\ufeff]/.test(delimiter)) throw new InvalidArgumentError("A delimiter cannot hold a line end or a quote.");
  if (utf8.encode(delimiter).length > 8) throw new InvalidArgumentError("A delimiter has 8 bytes at most.");
  return delimiter;
}

/** A quote or an escape: one ASCII character, or nothing. */
export function characterValue(text: string): string {
  if (text.length > 1 || text > "\u007f" || /[\r\n]/.test(text))
    throw new InvalidArgumentError("It is one ASCII character, or '' for none.");
  return text;
}

export function headerValue(text: string): "auto" | "none" | number {
  if (text === "auto" || text === "none") return text;
  const rows = Number(text);
  if (!/^\d+$/.test(text) || rows < 1 || rows > 20) {
    throw new InvalidArgumentError("It is auto, none, or the number of header rows (1 to 20).");
  }
  return rows;
}

export function countValue(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > 100_000) throw new InvalidArgumentError("It is a whole number up to 100,000.");
  return count;
}

export function percentValue(text: string): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100)) throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

/**
 * `a,b` as column names, added to those named before. A name with a comma or a quote in it is written as in CSV: `"last, first"`.
 */
export function columnsValue(text: string, before: readonly string[] = []): string[] {
  const names = [...before];
  const next = /("(?:[^"]|"")*"|[^",][^,]*|)(,|$)/y;
  for (;;) {
    const [, name = "", end] = next.exec(text) ?? [];
    if (end === undefined) throw new InvalidArgumentError('A name with a comma is written as in CSV: "last, first",id.');
    names.push(name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
    if (end === "") return names;
  }
}

export interface Rename {
  column: string;
  as: string;
}

/** `old=new`, added to those before. Parted at the last `=`: a file's own name may hold one, a new name cannot. */
export function renameValue(text: string, before: readonly Rename[] = []): Rename[] {
  const at = text.lastIndexOf("=");
  if (at < 0 || at === text.length - 1) throw new InvalidArgumentError("It has the form old=new.");
  return [...before, { column: text.slice(0, at), as: text.slice(at + 1) }];
}
