import { type ColumnChunk, encodeFooter, encodePageHeader, type FileColumn, magic, type RowGroup } from "./file-footer.ts";
import type { EncodedChunk } from "./row-group-encoder.ts";

export interface ByteOutput {
  write(chunk: Uint8Array): Promise<void>;
}

const joinedBytes = 256 * 1024;

/** A Parquet file from its first byte to its last, small pieces joined. */
export class ParquetFile {
  readonly #columns: readonly FileColumn[];
  readonly #output: ByteOutput;
  readonly #groups: RowGroup[] = [];
  #parts: Uint8Array[] = [];
  #waiting = 0;
  #at = 0;

  constructor(columns: readonly FileColumn[], output: ByteOutput) {
    this.#columns = columns;
    this.#output = output;
  }

  async begin(): Promise<void> {
    await this.#write(magic);
  }

  async rowGroup(rows: number, encoded: readonly EncodedChunk[]): Promise<void> {
    const chunks: ColumnChunk[] = [];
    for (const chunk of encoded) chunks.push(await this.#chunk(chunk));
    this.#groups.push({ rows, chunks });
  }

  async end(): Promise<void> {
    await this.#write(encodeFooter(this.#columns, this.#groups));
    await this.#flush();
  }

  async #chunk({ pages, values, nulls, range, encodings }: EncodedChunk): Promise<ColumnChunk> {
    const at = this.#at;
    let valuesAt = at;
    let rawBytes = 0;
    for (const page of pages) {
      const header = encodePageHeader(page);
      await this.#write(header);
      if (page.body) await this.#write(page.body);
      rawBytes += header.length + page.rawBytes;
      if (page.kind === "dictionary") valuesAt = this.#at;
    }
    return { values, nulls, range, encodings, rawBytes, bytes: this.#at - at, at, valuesAt };
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#at += bytes.length;
    this.#parts.push(bytes);
    this.#waiting += bytes.length;
    if (this.#waiting >= joinedBytes) await this.#flush();
  }

  async #flush(): Promise<void> {
    const [first, ...others] = this.#parts;
    const length = this.#waiting;
    this.#parts = [];
    this.#waiting = 0;
    if (first === undefined || others.length === 0) {
      if (first) await this.#output.write(first);
      return;
    }
    const joined = new Uint8Array(length);
    let at = 0;
    for (const part of [first, ...others]) {
      joined.set(part, at);
      at += part.length;
    }
    await this.#output.write(joined);
  }
}
