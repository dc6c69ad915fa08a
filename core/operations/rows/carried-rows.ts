import type { RecordSource } from "../../csv/read/table-reader.ts";
import type { Row } from "./read-rows.ts";

/** What is carried is held as text and as bytes. */
const maxBytes = 4 * 1024 * 1024;

/** The last rows of a block that wait for the next one's, with what it takes to reject them then. Their indices are below zero. */
export class CarriedRows {
  #rows: readonly Row[] = [];
  #sources: readonly RecordSource[] = [];

  /** Hands them out; their sources are there until others are kept. */
  take(): Row[] {
    const rows = [...this.#rows];
    this.#rows = [];
    return rows;
  }

  sourceOf(index: number): RecordSource {
    const source = this.#sources.at(index);
    if (source) return source;
    throw new Error("A row is asked for that is not there any more.");
  }

  /** Keeps rows beyond their block; false, and nothing kept, where they are too long for that. */
  keep(rows: readonly Row[], sourceOf: (index: number) => RecordSource): boolean {
    const sources: RecordSource[] = [];
    let bytes = 0;
    for (const { index } of rows) {
      const source = sourceOf(index);
      bytes += source.bytes.length;
      if (bytes > maxBytes) return false;
      sources.push(copy(source));
    }
    this.#rows = rows.map((row, at) => ({ ...row, index: at - rows.length }));
    this.#sources = sources;
    return true;
  }
}

function copy(source: RecordSource): RecordSource {
  const { line, record, byte, bytes, length, truncated, withheld, sourceEnd } = source;
  const text = source.text();
  return { line, record, byte, bytes: bytes.slice(), length, truncated, withheld, sourceEnd, text: () => text };
}
