/** Reads, types and writes one file as `publish` does, but for the bucket and the gates: `node run-publish.ts FILE text|typed FOLDER`. */
import { closeSync, createReadStream, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createScratchDisk } from "../../aws/scratch-disk.ts";
import { compressors } from "../../aws/zlib-packers.ts";
import { fieldEndMask, fieldWords, recordWords } from "../../core/csv/kernel/record-table.ts";
import { toByteSource } from "../../core/csv/source/byte-source.ts";
import { partitionPath } from "../../core/lake/lake-keys.ts";
import { openInput } from "../../core/operations/rows/open-input.ts";
import { createLakeWriter } from "../../core/parquet/create-lake-writer.ts";
import type { RowTimes } from "../../core/parquet/lake-writer.ts";
import type { ParquetType } from "../../core/parquet/parquet-type.ts";
import { parseTimestamp, timestamp } from "../../core/parquet/parse-timestamp.ts";

const [path = "", kind = "text", folder = ""] = process.argv.slice(2);
const filesAtOnce = 4;
const types: Record<string, ParquetType> =
  kind === "typed" ? { order_id: "integer", customer_id: "integer", created_at: "timestamp", quantity: "integer", total: "decimal" } : {};
const { signal } = new AbortController();
const file = {
  name: basename(path),
  size: statSync(path).size,
  open: (signal: AbortSignal) => toByteSource(createReadStream(path, { highWaterMark: 1024 * 1024, signal })),
};

const openOutput = async () => Promise.reject(new Error("Nothing but the table is written."));
const input = await openInput({ params: {}, onBadRow: "reject", files: [file], openOutput, progress: () => undefined, signal }, file);
const timeField = input.columns.find(({ name }) => name === "created_at")?.field ?? 0;
const columns = input.columns.map(({ name, field }) => ({ name, field, type: types[name] ?? ("text" as const) }));
const writer = await createLakeWriter({ columns, extra: true, compress: compressors.zstd, scratch: createScratchDisk(), signal });
const most = 64 * 1024;
const times: RowTimes = { seconds: new Float64Array(most), micros: new Int32Array(most) };
const { words, bytes } = input.kernel;
for (let block = await input.next(); block !== null; block = await input.next()) {
  const { recordsAt, fieldsAt, records } = block.table;
  for (let index = 0; index < records; index++) {
    const field = fieldsAt / 4 + ((words[recordsAt / 4 + index * recordWords + 2] ?? 0) + timeField) * fieldWords;
    parseTimestamp(bytes, words[field] ?? 0, (words[field + 1] ?? 0) & fieldEndMask);
    times.seconds[index] = timestamp.seconds;
    times.micros[index] = timestamp.micros;
  }
  await writer.block(input, block.table, times);
}
const files = await writer.end();
const left = files.values();
const writeFiles = async () => {
  for (const planned of left) {
    const target = join(folder, partitionPath(planned.partition), `${planned.n}.parquet`);
    mkdirSync(dirname(target), { recursive: true });
    const handle = openSync(target, "w");
    await writer.write(planned, { write: async (chunk) => void writeSync(handle, chunk) });
    closeSync(handle);
  }
};
await Promise.all(Array.from({ length: filesAtOnce }, writeFiles));
await writer.close();
await input.close();
