import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesFolder, type WorkerOptions } from "../protocol.ts";

const everyMs = 100;

/**
 * DuckDB keeps its own limits only nearly: its memory overshoots, and they do not cover the database's file. The process looks
 * at itself, since its threads work elsewhere.
 */
export function watchLimits({ folder, residentBytes, diskBytes }: WorkerOptions, over: (what: "memory" | "disk") => void): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > residentBytes) over("memory");
    else if (bytesIn(folder) > diskBytes) over("disk");
  }, everyMs).unref();
}

function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(filesFolder)) continue;
    if (entry.isDirectory()) bytes += bytesIn(path);
    // What is spilled comes and goes.
    else bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** A folder may be removed while it is looked through. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
