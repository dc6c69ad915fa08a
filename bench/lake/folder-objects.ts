import { open, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ObjectStore } from "../../core/ports/object-store.ts";

const keysAtOnce = 1000;
const chunkBytes = 256 * 1024;

/** A folder read as a bucket: what a query asks of storage, without the network. */
export function createFolderObjects(folder: string): Pick<ObjectStore, "list" | "read"> {
  let all: Promise<{ key: string; size: number; etag: string }[]> | null = null;
  return {
    async list(_bucket, prefix, { after = "" }) {
      all ??= listFiles(folder);
      const found = (await all).filter(({ key }) => key.startsWith(prefix) && key > after);
      return { objects: found.slice(0, keysAtOnce), more: found.length > keysAtOnce };
    },
    async *read(_bucket, key, { range, signal }) {
      await using file = await open(join(folder, key), "r");
      const to = range?.to ?? (await file.stat()).size;
      for (let from = range?.from ?? 0; from < to; ) {
        signal.throwIfAborted();
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(chunkBytes, to - from)), 0, undefined, from);
        if (bytesRead === 0) return;
        from += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
  };
}

async function listFiles(folder: string): Promise<{ key: string; size: number; etag: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const listed = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    await using file = await open(path, "r");
    const { size, mtimeMs } = await file.stat();
    return { key: relative(folder, path), size, etag: `"${size}-${mtimeMs}"` };
  });
  return (await Promise.all(listed)).sort((a, b) => (a.key < b.key ? -1 : 1));
}
