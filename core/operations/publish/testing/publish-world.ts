import { promisify } from "node:util";
import { gzip, zstdCompress, zstdDecompressSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { createJob } from "../../../jobs/create-job.ts";
import type { Job } from "../../../jobs/job.ts";
import { resultKey } from "../../../jobs/object-keys.ts";
import { createMemoryPorts, type MemoryPorts } from "../../../jobs/testing/memory-ports.ts";
import { createMemoryScratch, type MemoryScratch } from "../../../jobs/testing/memory-scratch.ts";
import { createPipeline } from "../../../jobs/testing/pipeline.ts";
import { sampleWorkspace as workspace } from "../../../jobs/testing/sample-job.ts";
import { parseLakeFileKey, tablePrefix, unsettledPrefix } from "../../../lake/lake-keys.ts";

export interface PublishWorld extends MemoryPorts {
  scratch: MemoryScratch;
}

/** The product in memory, with what publishing needs. */
export function createPublishWorld(): PublishWorld {
  return Object.assign(createMemoryPorts(), {
    scratch: createMemoryScratch(),
    packers: async () => ({ compressors: { gzip: promisify(gzip), zstd: promisify(zstdCompress) }, decompressors: {} }),
  });
}

export interface Sent {
  job: Job;
  object: { bucketKey: string; versionId: string; sequencer: string };
}

export interface ToPublish {
  params: Record<string, unknown>;
  content: string;
  name?: string;
  onBadRow?: "keep" | "reject" | "stop";
  /** Rows of another job that are sent again, corrected. */
  fixes?: { job: string; rejects: string };
}

/** A job whose file has arrived, and is not told of yet. */
export async function send(world: MemoryPorts, { params, content, name = "a.csv", onBadRow, fixes }: ToPublish): Promise<Sent> {
  const bytes = new TextEncoder().encode(content);
  const request = {
    ...{ operation: "publish", params, files: [{ name, size: bytes.length, type: "text/csv" }] },
    ...(onBadRow && { onBadRow }),
    ...(fixes && { fixes }),
  };
  // Ids sort by time.
  world.time.now = new Date(world.time.now.getTime() + 1000);
  const { job } = await createJob(world, { workspace, request, guest: false });
  const bucketKey = job.files[0]?.key ?? "";
  const { versionId } = world.objects.put("uploads", bucketKey, bytes, { job: job.id });
  return { job, object: { bucketKey, versionId, sequencer: "01" } };
}

/** Publishes a file, and answers what became of its job. */
export async function publish(world: PublishWorld, wanted: ToPublish): Promise<Job> {
  const { job, object } = await send(world, wanted);
  const pipeline = createPipeline(world);
  pipeline.tell(object);
  await pipeline.settle();
  const ended = await world.jobs.get(workspace, job.id);
  if (!ended) throw new Error("The job is gone.");
  return ended;
}

export function result(world: MemoryPorts, { id: job, attempt }: Job, name: string): string {
  return world.objects.text("results", resultKey({ workspace, job, attempt, name }));
}

/** Rows of a table as queries would read them, in the order of their files' names: with the hour that they lie in. */
export async function rowsOf(world: MemoryPorts, table: string): Promise<Record<string, unknown>[]> {
  const keys = [...new Set(world.objects.keys("lake"))].filter((key) => key.startsWith(tablePrefix({ workspace, table }))).toSorted();
  const hidden = keys.filter((key) => key.startsWith(unsettledPrefix({ workspace, table }))).map((key) => key.split("/").at(-1));
  const rows: Record<string, unknown>[] = [];
  for (const key of keys) {
    const file = parseLakeFileKey({ workspace, table }, key);
    if (!file || hidden.includes(file.job)) continue;
    const { month, day, hour } = file.partition;
    for (const row of await readFile(world, key)) rows.push({ ...row, at: `${month}-${day} ${hour}` });
  }
  return rows;
}

async function readFile(world: MemoryPorts, key: string): Promise<Record<string, unknown>[]> {
  const head = await world.objects.head("lake", key);
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.objects.read("lake", key, { etag: head?.etag ?? "", signal: new AbortController().signal }))
    chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return await parquetReadObjects({ file: bytes.buffer, compressors: { ZSTD: (packed) => new Uint8Array(zstdDecompressSync(packed)) } });
}
