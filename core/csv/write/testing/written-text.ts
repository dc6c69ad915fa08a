import type { TableEncoderOptions } from "../table-encoder.ts";

type WrittenOptions = Pick<TableEncoderOptions, "format" | "header" | "eol" | "neutraliseFormulas"> & { names: readonly string[] };

/** What a table is as text, by the shortest way to say it: what the encoders are held against. */
export function toWrittenText(rows: readonly (readonly string[])[], options: WrittenOptions): string {
  return options.format === "csv" || options.format === "tsv" ? toDelimitedText(rows, options) : toJsonText(rows, options);
}

function toDelimitedText(rows: readonly (readonly string[])[], { format, names, header, eol, neutraliseFormulas }: WrittenOptions): string {
  const delimiter = format === "csv" ? "," : "\t";
  const lines = (header ? [names, ...rows] : rows).map((row, line) =>
    row.map((cell, column) => {
      const written = neutraliseFormulas && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
      const isQuoted =
        written.includes(delimiter) ||
        /["\r\n]|^[ \t]|[ \t]$/.test(written) ||
        (line === 0 && column === 0 && /^[#\ufeff]/.test(written)) ||
        (written === "" && row.length === 1);
      return isQuoted ? `"${written.replaceAll('"', '""')}"` : written;
    }),
  );
  return lines.map((cells) => cells.join(delimiter) + (eol === "crlf" ? "\r\n" : "\n")).join("");
}

function toJsonText(rows: readonly (readonly string[])[], { format, names }: WrittenOptions): string {
  let extra = "_extra";
  for (let n = 2; names.includes(extra); n++) extra = `_extra_${n}`;
  const objects = rows.map((row) => {
    const members = names.map((name, column) => `${JSON.stringify(name)}:${JSON.stringify(row[column] ?? "")}`);
    if (row.length > names.length) members.push(`${JSON.stringify(extra)}:${JSON.stringify(row.slice(names.length))}`);
    return `{${members.join(",")}}`;
  });
  if (format === "ndjson") return objects.map((object) => `${object}\n`).join("");
  return objects.length === 0 ? "[]" : `[\n${objects.join(",\n")}\n]\n`;
}
