import type Papa from "papaparse";

export type Cells = readonly (readonly (string | null)[])[];
const copyFormats = ["tsv", "csv", "json", "markdown"] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** What a spreadsheet would run (OWASP, CSV injection); a number with a sign, or a sign alone, is none. */
const formula = /^(?:[=@\t\r]|[+-](?!(?:[\d.,]+(?:e[+-]?\d+)?%?)?$))/i;

/** Cells as text for the clipboard. Of the four, TSV goes into spreadsheets, so no cell of it would be run there. */
export function toCopiedText(
  papa: Pick<typeof Papa, "unparse">,
  format: CopyFormat,
  names: readonly string[] | null,
  cells: Cells,
): string {
  if (format === "json") return toJson(names, cells);
  if (format === "markdown") return toMarkdown(names, cells);
  const rows = (names ? [names, ...cells] : [...cells]).map((row) => row.map((cell) => cell ?? ""));
  if (format === "csv") return papa.unparse(rows, { newline: "\r\n" });
  return papa.unparse(rows, { delimiter: "\t", newline: "\n", escapeFormulae: formula });
}

function toJson(names: readonly string[] | null, cells: Cells): string {
  if (!names) return JSON.stringify(cells, null, 2);
  const keys = uniqueNames(names);
  // Text by text, since an object would put the names that are numbers first.
  const objects = cells.map((row) => {
    const members = keys.map((key, index) => `    ${JSON.stringify(key)}: ${JSON.stringify(row[index] ?? null)}`);
    return `  {\n${members.join(",\n")}\n  }`;
  });
  return objects.length === 0 ? "[]" : `[\n${objects.join(",\n")}\n]`;
}

/** The names, a repeated one with a number, since an object holds each only once. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    let unique = name === "" ? `column ${index + 1}` : name;
    for (let n = 2; taken.has(unique); n += 1) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/** A table as GitHub's Markdown has it, which always has a header: an empty one where none was asked for. */
function toMarkdown(names: readonly string[] | null, cells: Cells): string {
  const width = Math.max(names?.length ?? 0, cells[0]?.length ?? 0, 1);
  const line = (row: readonly (string | null)[]) =>
    `| ${Array.from({ length: width }, (_, index) => toMarkdownCell(row[index] ?? "")).join(" | ")} |`;
  const rule = `| ${Array.from({ length: width }, () => "---").join(" | ")} |`;
  return [line(names ?? []), rule, ...cells.map(line)].join("\n");
}

function toMarkdownCell(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\|`*_[\]]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "<br>");
}
