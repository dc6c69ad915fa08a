import { openTable } from "../read/open-table.ts";
import type { OpenOptions, ReaderCheckpoint, RecordSource, TableReader } from "../read/table-reader.ts";
import { toByteSource } from "../source/byte-source.ts";

export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export type ReadTableOptions = Partial<OpenOptions> & { chunkSize?: number };

/** Everything the reader says about a file, as plain values that can be compared. */
export async function readTable(content: string | Uint8Array, options: ReadTableOptions = {}) {
  const reader = await openContent(content, options);
  const { found } = reader;
  const blocks = await readBlocks(reader);
  const { records, bytes, skipped, issues } = reader.summary();
  await reader.close();
  return { encoding: found.encoding, dialect: found.dialect, header: found.header, ...blocks, records, read: bytes, skipped, issues };
}

export async function openContent(
  content: string | Uint8Array,
  { chunkSize = 65_536, ...options }: ReadTableOptions = {},
): Promise<TableReader> {
  const source = toByteSource(inChunks(toBytes(content), chunkSize));
  return openTable(source, { name: "file.csv", signal: new AbortController().signal, ...options });
}

/** What is left of the file; `stopAfter` blocks at most. */
export async function readBlocks(reader: TableReader, stopAfter = Number.POSITIVE_INFINITY) {
  const rows: string[][] = [];
  const flaws: ReturnType<typeof toPlainFlaw>[] = [];
  const lines: number[] = [];
  let checkpoint: ReaderCheckpoint | null = null;
  for (let count = 0; count < stopAfter; count++) {
    const block = await reader.next();
    if (block === null) break;
    for (let index = 0; index < block.table.records; index++) {
      rows.push(reader.rowOf(index));
      lines.push(reader.sourceOf(index).line);
    }
    for (const { index, codes, message, ...place } of block.flaws.map(toPlainFlaw))
      flaws.push({ index: block.firstRecord + index, codes, message, ...place });
    checkpoint = reader.checkpoint();
  }
  return { rows, lines, flaws, checkpoint };
}

function toPlainFlaw(flaw: RecordSource & { index: number; codes: string[]; message(): string }) {
  const { index, line, record, byte, codes, length } = flaw;
  const bytes = flaw.bytes.slice();
  return { index, line, record, byte, codes, length, bytes, message: flaw.message(), raw: flaw.text(), truncated: flaw.truncated ?? null };
}
