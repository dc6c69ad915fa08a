import { type ReadOptions, readRecords } from "../read-records.ts";
import type { Flaw } from "../record-batch.ts";

function toPlainFlaw({ message, source, ...flaw }: Flaw) {
  const bytes = source && { record: source.bytes.slice(source.start, source.end), lineEnd: source.bytes.slice(source.end, source.next) };
  return { ...flaw, message: message(), source: bytes };
}

export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything the reader says about a file, as plain values that can be compared. */
export async function readAll(content: string | Uint8Array, options: Partial<ReadOptions> & { chunkSize?: number } = {}) {
  const { chunkSize = 65_536, ...rest } = options;
  const bytes = toBytes(content);
  const reader = await readRecords(inChunks(bytes, chunkSize), { name: "file.csv", signal: new AbortController().signal, ...rest });
  const rows: string[][] = [];
  const flaws: ReturnType<typeof toPlainFlaw>[] = [];
  for await (const batch of reader.batches()) {
    for (const row of batch.rows) rows.push(row);
    for (const flaw of batch.flaws.values()) flaws.push(toPlainFlaw(flaw));
  }
  const { records, bytes: read, skipped, issues } = reader.summary();
  return { encoding: reader.encoding, dialect: reader.dialect, header: reader.header, rows, flaws, records, read, skipped, issues };
}
