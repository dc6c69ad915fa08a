import { openContent } from "../../csv/testing/read-table.ts";
import type { TableInput } from "../../operations/rows/open-input.ts";
import { createLakeWriter } from "../create-lake-writer.ts";
import type { LakeWriterOptions, PlannedFile, WrittenColumn } from "../lake-writer.ts";
import type { ParquetType } from "../parquet-type.ts";
import { parseTimestamp, timestamp } from "../parse-timestamp.ts";
import { MemoryScratch } from "./memory-scratch.ts";
import { storeFrame } from "./stored-frames.ts";

export interface WrittenFile extends PlannedFile {
  bytes: Uint8Array;
}

export interface PublishedText {
  files: WrittenFile[];
  hasExtra: boolean;
  scratch: MemoryScratch;
}

export type PublishOptions = Partial<Omit<LakeWriterOptions, "columns">> & {
  types?: Record<string, ParquetType>;
  reads?: Record<string, WrittenColumn["read"]>;
  chunkSize?: number;
  blockRecords?: number;
  detectionBytes?: number;
  kernel?: "wasm" | "plain";
  scratch?: MemoryScratch;
};

const utf8 = new TextEncoder();

/** The rows of a text, whose column `at` says their times, as the writer's files. */
export async function publishText(text: string, options: PublishOptions = {}): Promise<PublishedText> {
  const {
    types = {},
    reads = {},
    chunkSize = 4096,
    blockRecords = 512,
    detectionBytes = 1024 * 1024,
    kernel,
    scratch = new MemoryScratch(),
    ...others
  } = options;
  const reader = await openContent(text, { chunkSize, limits: { blockRecords, detectionBytes }, ...(kernel && { kernel }) });
  const names = reader.found.header.names;
  const columns = names.map((name, field) => {
    const read = reads[name];
    return { name, field, type: types[name] ?? "text", ...(read && { read }) };
  });
  const signal = new AbortController().signal;
  const writer = await createLakeWriter({ columns, extra: true, compress: storeFrame, signal, ...others, scratch });
  const input: TableInput = {
    ...reader,
    columns,
    sourceQuote: 0x22,
    isMasked: false,
    next: async () => {
      const block = await reader.next();
      return block && { ...block, filtered: 0 };
    },
    filteredOf: () => 0,
    mask: () => undefined,
  };
  try {
    for (let block = await input.next(); block !== null; block = await input.next()) {
      const { records } = block.table;
      const times = { seconds: new Float64Array(records), micros: new Int32Array(records) };
      for (let index = 0; index < records; index++) {
        const cell = utf8.encode(input.rowOf(index)[names.indexOf("at")] ?? "");
        if (!parseTimestamp(cell, 0, cell.length)) throw new Error("The text has a row without a time.");
        times.seconds[index] = timestamp.seconds;
        times.micros[index] = timestamp.micros;
      }
      await writer.block(input, block.table, times);
    }
    const planned = await writer.end();
    const files: WrittenFile[] = [];
    for (let from = 0; from < planned.length; from += 4) {
      const some = planned.slice(from, from + 4);
      files.push(...(await Promise.all(some.map(async (file) => ({ ...file, bytes: await writeFile(file) })))));
    }
    return { files, hasExtra: writer.hasExtra, scratch };
  } finally {
    await writer.close();
    await reader.close();
  }

  async function writeFile(file: PlannedFile): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    await writer.write(file, { write: async (chunk) => void parts.push(chunk.slice()) });
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
