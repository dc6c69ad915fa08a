import type { Kernel } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import { createChunkOutput } from "./chunk-output.ts";
import { createHeaderTable, createRowEncoding } from "./row-encoding.ts";

export interface TableEncoderOptions {
  kernel: Kernel;
  format: "csv" | "tsv" | "json" | "ndjson";
  /** Distinct, at least one; in output order, with the field of a record that each takes. */
  columns: readonly { as: string; field: number }[];
  /** Fields of a full record; surplus ones become `_extra` in JSON and NDJSON, further cells in CSV and TSV. */
  width: number;
  /** The quote byte that fields flagged as doubled double; -1 for none. */
  sourceQuote: number;
  /** CSV and TSV: whether the names are written as a header line. */
  header: boolean;
  eol: "crlf" | "lf";
  neutraliseFormulas: boolean;
  /** Go on where an encoder with the same options stood after `flush`. */
  resume?: EncoderCheckpoint | undefined;
}

/** Plain JSON: what an encoder has to know of what was written before. */
export interface EncoderCheckpoint {
  /** What begins the table was written. */
  begun: boolean;
  skipOnFirst: number;
  atFileStart: boolean;
  neutralised: number;
}

/**
 * Rows to bytes, in the kernel's memory. `write` is called with one chunk at a time, which it may use until it settles;
 * meanwhile the next chunk is encoded. When it fails, the next call and all after it throw what it threw.
 */
export interface TableEncoder {
  /** Encodes the records that are not to be skipped; afterwards the table's memory may change. */
  block(table: RecordTable): Promise<void>;
  /** Writes all that was encoded so far, but not what ends the table; settles when it was written. */
  flush(): Promise<void>;
  /** Writes what ends the table and whatever is left; settles when all was written. */
  end(): Promise<void>;
  neutralisedCells(): number;
  /** After `flush`: what the encoder of another process needs to go on. */
  checkpoint(): EncoderCheckpoint;
}

export type CreateTableEncoder = (options: TableEncoderOptions, write: (chunk: Uint8Array) => Promise<void>) => TableEncoder;

export const createTableEncoder: CreateTableEncoder = (options, write) => {
  const { kernel, columns, resume } = options;
  const encoding = createRowEncoding(options);
  const output = createChunkOutput(kernel, write);
  const isArray = options.format === "json";
  let begun = false;
  if (resume) {
    const { skipOnFirst, atFileStart, neutralised } = resume;
    Object.assign(encoding, { skipOnFirst, atFileStart, neutralised });
    begun = resume.begun;
  }

  async function begin(): Promise<void> {
    if (begun) return;
    begun = true;
    if (isArray) await output.text("[");
    if (encoding.kind === "json" || !options.header) return;
    const { width, projectionAt } = encoding;
    const header = createHeaderTable(kernel, columns);
    Object.assign(encoding, { width: columns.length, projectionAt: header.projectionAt });
    await output.records(encoding, header.table);
    Object.assign(encoding, { width, projectionAt });
  }

  return {
    async block(table) {
      await begin();
      await output.records(encoding, table);
    },
    async flush() {
      await begin();
      await output.flush();
    },
    async end() {
      await begin();
      if (isArray) await output.text(encoding.skipOnFirst === 0 ? "\n]\n" : "]");
      await output.flush();
    },
    neutralisedCells: () => encoding.neutralised,
    checkpoint() {
      const { skipOnFirst, atFileStart, neutralised } = encoding;
      return { begun, skipOnFirst, atFileStart, neutralised };
    },
  };
};
