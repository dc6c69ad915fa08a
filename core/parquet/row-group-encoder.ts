import type { ColumnEncoder, ValueRange } from "./column-encoder.ts";
import { ColumnPages, type Page, pageEncodings } from "./column-pages.ts";
import type { FileColumn } from "./file-footer.ts";
import { DecimalEncoder, IntegerEncoder, RowTimeEncoder, TimestampEncoder } from "./number-encoders.ts";
import { PageBuffers } from "./page-buffers.ts";
import type { PagePacking } from "./page-packing.ts";
import type { RowStripe } from "./row-stripe.ts";
import { BooleanEncoder, DateEncoder } from "./small-encoders.ts";
import { ColumnTextEncoder } from "./text-encoder.ts";

/** What all pages that are being filled may take together. */
const fillingBytes = 32 * 1024 * 1024;
const largestPage = 1024 * 1024;
const smallestPage = 4 * 1024;
const mostRows = 64 * 1024;
const fewestRows = 512;
/** With more columns, dictionaries would take too much memory. */
const columnsWithDictionary = 512;

/** A column of a row group, before it has a place in a file. */
export interface EncodedChunk {
  pages: readonly Page[];
  values: number;
  nulls: number;
  range: ValueRange | null;
  encodings: readonly number[];
}

/** Where a column's values come from: a cell of the rows, or their time. */
export type EncodedColumn = FileColumn & { cell: number | "time" };

/** Stored rows to pages, column by column. */
export class RowGroupEncoder {
  rows = 0;
  readonly #encoders: readonly ColumnEncoder[];

  constructor(columns: readonly EncodedColumn[], packing: PagePacking, stripeRows: number) {
    const buffers = new PageBuffers();
    const bytes = Math.max(smallestPage, Math.min(largestPage, Math.floor(fillingBytes / columns.length)));
    const limits = { bytes, rows: Math.max(fewestRows, Math.min(mostRows, Math.floor(bytes / 8))) };
    const dictionary = columns.length <= columnsWithDictionary;
    this.#encoders = columns.map(({ type, cell }) => {
      const pages = new ColumnPages(buffers, packing, limits);
      if (cell === "time") return new RowTimeEncoder(pages);
      if (type === "integer") return new IntegerEncoder(pages, cell);
      if (type === "decimal") return new DecimalEncoder(pages, cell);
      if (type === "timestamp") return new TimestampEncoder(pages, cell);
      if (type === "date") return new DateEncoder(pages, cell);
      if (type === "boolean") return new BooleanEncoder(pages, cell, stripeRows);
      return new ColumnTextEncoder(pages, cell, { dictionary, mostRows: stripeRows });
    });
  }

  add(stripe: RowStripe): void {
    for (const encoder of this.#encoders) encoder.add(stripe);
    this.rows += stripe.rows;
  }

  /** Ends the row group and begins the next. The pages are complete when `packed` settled, if nothing failed. */
  end(): { rows: number; chunks: EncodedChunk[]; packed: Promise<unknown> } {
    const { rows } = this;
    const packed: Promise<unknown>[] = [];
    const chunks = this.#encoders.map((encoder) => {
      const range = encoder.end();
      const { packed: waiting, ...chunk } = encoder.pages.take();
      packed.push(waiting);
      return { ...chunk, range, encodings: encodingsOf(chunk.pages) };
    });
    this.rows = 0;
    return { rows, chunks, packed: Promise.all(packed) };
  }
}

function encodingsOf(pages: readonly Page[]): number[] {
  const encodings = new Set<number>([pageEncodings.levels]);
  for (const { kind } of pages) encodings.add(kind === "indices" ? pageEncodings.indices : pageEncodings.plain);
  return [...encodings].sort((a, b) => a - b);
}
