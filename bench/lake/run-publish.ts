/** Publishes one file by the operation itself, into a folder in the place of the bucket: `node run-publish.ts FILE text|typed FOLDER`. */
import { closeSync, createReadStream, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createScratchDisk } from "../../aws/scratch-disk.ts";
import { compressors } from "../../aws/zlib-packers.ts";
import { toByteSource } from "../../core/csv/source/byte-source.ts";
import { createMemoryPorts } from "../../core/jobs/testing/memory-ports.ts";
import type { LakeObjects } from "../../core/lake/lake-ports.ts";
import { noServices } from "../../core/operations/no-services.ts";
import { publishFile } from "../../core/operations/publish/publish-file.ts";

const [path = "", kind = "text", folder = ""] = process.argv.slice(2);
const typed = [
  { name: "order_id", type: "integer" },
  { name: "customer_id", type: "integer" },
  { name: "created_at", type: "datetime" },
  { name: "quantity", type: "integer" },
  { name: "total", type: "number" },
];
const { signal } = new AbortController();
const { objects: memory, documents, catalogue } = createMemoryPorts();

/** Tables go to the disk; marks and manifests, which are read again, stay in memory. */
const objects: LakeObjects = {
  ...memory,
  write(bucket, key, options) {
    if (!key.endsWith(".parquet")) return memory.write(bucket, key, options);
    const target = join(folder, key);
    mkdirSync(dirname(target), { recursive: true });
    const handle = openSync(target, "w");
    return {
      write: async (chunk) => void writeSync(handle, chunk),
      async close() {
        closeSync(handle);
        return { bytes: statSync(target).size };
      },
      abort: async () => closeSync(handle),
    };
  },
};
const discarded = { write: async () => undefined, close: async () => ({ bytes: 0 }), abort: async () => undefined };
const outcome = await publishFile({
  params: { dataset: "orders", time: "created_at", ...(kind === "typed" && { schema: { columns: typed } }) },
  onBadRow: "reject",
  files: [
    {
      name: basename(path),
      size: statSync(path).size,
      open: (stop) => toByteSource(createReadStream(path, { highWaterMark: 1024 * 1024, signal: stop })),
    },
  ],
  openOutput: async () => discarded,
  progress: () => undefined,
  signal,
  compressors,
  services: {
    ...noServices(),
    documents,
    lake: { objects, catalogue, scratch: createScratchDisk() },
    async beginApply() {
      await Promise.resolve();
    },
  },
});
if (outcome.counts.rejected > 0) throw new Error(`${outcome.counts.rejected} rows were rejected.`);
