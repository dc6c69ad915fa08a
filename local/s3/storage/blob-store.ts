import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";

const readBytes = 64 * 1024;

export interface Segment {
  readonly blob: string;
  readonly sizeBytes: number;
}

export interface BlobWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** What was written; nothing for an empty body. Nobody sees it until a row names it. */
  finish(): Promise<Segment | undefined>;
  discard(): Promise<void>;
}

export interface BlobStore {
  createWriter(): BlobWriter;
  /** Keeps the files of `segments` on disk until the returned function is called, whatever is deleted meanwhile. */
  hold(segments: readonly Segment[]): () => void;
  /** The bytes from `start` up to but without `end`. */
  read(segments: readonly Segment[], start: number, end: number): AsyncGenerator<Buffer>;
  /** Deletes those files among `names` that no object and no part refers to any longer. */
  collect(names: Iterable<string>): void;
  close(): Promise<void>;
}

/** The bytes of objects, in files with random names. A file that no row names is garbage: a crash can leave one, a start removes it. */
export async function openBlobStore(dir: string, database: Database): Promise<BlobStore> {
  const folder = join(dir, "blobs");
  const holds = new Map<string, number>();
  const removals = new Set<Promise<void>>();
  await mkdir(folder, { recursive: true });
  await Promise.all((await readdir(folder)).filter((name) => !isReferenced(name)).map((name) => rm(join(folder, name))));

  function isReferenced(name: string): boolean {
    const sql = "SELECT EXISTS (SELECT 1 FROM segments WHERE blob = ?1) OR EXISTS (SELECT 1 FROM parts WHERE blob = ?1) AS found";
    return database.get<{ found: number }>(sql, name)?.found === 1;
  }

  function collect(names: Iterable<string>): void {
    for (const name of names) {
      if (holds.has(name) || isReferenced(name)) continue;
      const removal = rm(join(folder, name), { force: true }).finally(() => removals.delete(removal));
      removals.add(removal);
    }
  }

  function hold(segments: readonly Segment[]): () => void {
    for (const { blob } of segments) holds.set(blob, (holds.get(blob) ?? 0) + 1);
    return () => {
      for (const { blob } of segments) {
        const left = (holds.get(blob) ?? 0) - 1;
        if (left > 0) holds.set(blob, left);
        else holds.delete(blob);
      }
      collect(new Set(segments.map(({ blob }) => blob)));
    };
  }

  return {
    createWriter: () => createBlobWriter(folder),
    hold,
    collect,
    async *read(segments, start, end) {
      let position = 0;
      for (const { blob, sizeBytes } of segments) {
        const from = Math.max(start - position, 0);
        const to = Math.min(end - position, sizeBytes);
        if (from < to) yield* createReadStream(join(folder, blob), { start: from, end: to - 1, highWaterMark: readBytes });
        position += sizeBytes;
      }
    },
    close: async () => {
      await Promise.all(removals);
    },
  };
}

function createBlobWriter(folder: string): BlobWriter {
  const name = randomBytes(16).toString("hex");
  let file: FileHandle | undefined;
  let sizeBytes = 0;

  return {
    async write(chunk) {
      file ??= await open(join(folder, name), "wx");
      for (let written = 0; written < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, written);
        written += bytesWritten;
      }
      sizeBytes += chunk.length;
    },
    async finish() {
      await file?.close();
      return file && { blob: name, sizeBytes };
    },
    async discard() {
      await file?.close();
      await rm(join(folder, name), { force: true });
    },
  };
}
