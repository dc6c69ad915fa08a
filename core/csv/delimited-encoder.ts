import type { RowEncoder, TableWriterOptions } from "./table-writer.ts";

/** CSV and TSV as RFC 4180 has them: UTF-8, a cell quoted only where it must be. */
export function createDelimitedEncoder(options: TableWriterOptions): RowEncoder {
  const delimiter = options.format === "csv" ? "," : "\t";
  const eol = options.eol === "lf" ? "\n" : "\r\n";
  // A blank at either end is quoted since many readers trim it.
  const needsQuotes = options.format === "csv" ? /[",\r\n]|^[ \t]|[ \t]$/ : /["\t\r\n]|^ | $/;
  const quoted = (cell: string) => `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`;
  let atStart = true;
  let neutralised = 0;

  function encode(cell: string): string {
    if (options.neutraliseFormulas && /^[=+\-@\t\r]/.test(cell)) {
      neutralised++;
      return encodeText(`'${cell}`);
    }
    return encodeText(cell);
  }

  function encodeText(cell: string): string {
    return needsQuotes.test(cell) ? quoted(cell) : cell;
  }

  function row(cells: readonly string[]): string {
    if (cells.length === 1 && cells[0] === "") {
      atStart = false;
      return `""${eol}`;
    }
    let line = "";
    for (let index = 0; index < cells.length; index++) {
      const cell = encode(cells[index] ?? "");
      line += index === 0 ? cell : delimiter + cell;
    }
    if (atStart) {
      atStart = false;
      // A reader would take these for a byte order mark or a comment.
      if (/^[\ufeff#]/.test(line)) line = encodedFirstQuoted(cells, line);
    }
    return line + eol;
  }

  function encodedFirstQuoted(cells: readonly string[], line: string): string {
    const first = cells[0] ?? "";
    return quoted(first) + line.slice(first.length);
  }

  return {
    begin: () => (options.header ? row(options.names) : ""),
    row,
    end: () => "",
    neutralisedCells: () => neutralised,
  };
}
