import { fieldCountMask, type RecordTable, rawExtraFlag, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import { createTableEncoder, type TableEncoder } from "../../csv/write/table-encoder.ts";
import type { TableWriter } from "../../ports/engine.ts";
import type { TableInput } from "../rows/open-input.ts";

/** Leads the records of a file into a table of the engine: the given columns as bytes, what rows have beyond as their surplus. */
export class TableFeed {
  rows: number;
  readonly #input: TableInput;
  readonly #writer: TableWriter;
  readonly #encoder: TableEncoder;

  /** `fields`: of a record, in the order of the table's columns. `rows`: those that the table has already. */
  constructor(input: TableInput, fields: readonly number[], writer: TableWriter, rows = 0) {
    this.rows = rows;
    this.#input = input;
    this.#writer = writer;
    const options = {
      kernel: input.kernel,
      format: "csv",
      columns: fields.map((field, index) => ({ as: `c${index}`, field })),
      width: input.found.header.names.length,
      sourceQuote: input.sourceQuote,
      header: false,
      eol: "lf",
      neutraliseFormulas: false,
    } as const;
    this.#encoder = createTableEncoder(options, writer.write);
  }

  /** Takes the records that are not to be skipped. What a row has beyond its columns is taken off the block's table. */
  async block(table: RecordTable): Promise<void> {
    await this.#takeSurplus(table);
    await this.#encoder.block(table);
  }

  /** Settles when all was written. */
  async end(): Promise<void> {
    await this.#encoder.end();
  }

  async #takeSurplus({ recordsAt, records }: RecordTable): Promise<void> {
    const { words } = this.#input.kernel;
    const width = this.#input.found.header.names.length;
    for (let index = 0; index < records; index++) {
      const at = recordsAt / 4 + index * recordWords + 3;
      const info = words[at] ?? 0;
      if ((info & skipFlag) !== 0) continue;
      if ((info & fieldCountMask) > width) {
        await this.#writer.surplus({ row: this.rows, cells: this.#input.rowOf(index).slice(width) });
        this.#input.kernel.words[at] = (info & ~(fieldCountMask | rawExtraFlag)) | width;
      }
      this.rows++;
    }
  }
}
