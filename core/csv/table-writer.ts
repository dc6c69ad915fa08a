import { createDelimitedEncoder } from "./delimited-encoder.ts";
import { createJsonEncoder } from "./json-encoder.ts";
import type { TableFormat } from "./write/table-formats.ts";

export interface TableWriterOptions {
  format: TableFormat;
  /** Distinct; in output order. */
  names: readonly string[];
  /** CSV and TSV: whether the names are written as a header line. */
  header: boolean;
  /** CSV and TSV. */
  eol: "crlf" | "lf";
  /** CSV and TSV: cells that a spreadsheet would run get a `'` in front (ASVS 1.2.10). */
  neutraliseFormulas: boolean;
}

/** How one format writes a table down, row by row. */
export interface RowEncoder {
  begin(): string;
  row(cells: readonly string[]): string;
  end(): string;
  /** Cells changed so far so that a spreadsheet does not run them. */
  neutralisedCells(): number;
}

/**
 * Rows to bytes, in chunks of about 256 KB. A row holds a cell for each name, and after these its surplus: `_extra` in JSON
 * and NDJSON, further cells in CSV and TSV.
 */
export interface TableWriter {
  write(rows: readonly (readonly string[])[]): Generator<Uint8Array, void, undefined>;
  end(): Generator<Uint8Array, void, undefined>;
  neutralisedCells(): number;
}

const chunkLength = 256 * 1024;

export function createTableWriter(options: TableWriterOptions): TableWriter {
  const encoder = options.format === "csv" || options.format === "tsv" ? createDelimitedEncoder(options) : createJsonEncoder(options);
  const utf8 = new TextEncoder();
  let text = encoder.begin();
  return {
    *write(rows) {
      for (const row of rows) {
        text += encoder.row(row);
        if (text.length < chunkLength) continue;
        yield utf8.encode(text);
        text = "";
      }
    },
    *end() {
      text += encoder.end();
      if (text !== "") yield utf8.encode(text);
      text = "";
    },
    neutralisedCells: encoder.neutralisedCells,
  };
}
