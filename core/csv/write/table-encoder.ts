import type { Kernel } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";

export interface TableEncoderOptions {
  kernel: Kernel;
  format: "csv" | "tsv" | "json" | "ndjson";
  /** Distinct; in output order, with the field of a record that each takes. */
  columns: readonly { as: string; field: number }[];
  /** Fields of a full record; surplus ones become `_extra` in JSON and NDJSON, further cells in CSV and TSV. */
  width: number;
  /** The quote byte that fields flagged as doubled double; -1 for none. */
  sourceQuote: number;
  /** CSV and TSV: whether the names are written as a header line. */
  header: boolean;
  eol: "crlf" | "lf";
  neutraliseFormulas: boolean;
}

/**
 * Rows to bytes, in the kernel's memory. `write` is called with one chunk at a time, which it may use until it settles;
 * meanwhile the next chunk is encoded.
 */
export interface TableEncoder {
  block(table: RecordTable): Promise<void>;
  /** Writes what ends the table and whatever is left; settles when all was written. */
  end(): Promise<void>;
  neutralisedCells(): number;
}

export type CreateTableEncoder = (options: TableEncoderOptions, write: (chunk: Uint8Array) => Promise<void>) => TableEncoder;
