import { close, fstatSync, open, type Stats, write, writeSync } from "node:fs";
import { chmod, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isatty } from "node:tty";
import { promisify } from "node:util";
import type { OutputFile } from "#core/operations/operation";
import { isSystemError, withPath } from "./system-error.ts";

const openFile = promisify(open);
const closeFile = promisify(close);

export const standardOutput = "-";
const outputFd = 1;
/** How soon a full non-blocking pipe is tried again. */
const fullPipeMs = 2;

/** An output that is seen at its place only once it is published; until then it can be given up without a trace. */
export interface PendingOutput extends OutputFile {
  publish(): Promise<void>;
}

/**
 * Opens what stands at `path`. A file is written beside its place and moved there by `publish`; a pipe, a device and
 * standard output take the bytes at once.
 */
export async function openOutput(path: string): Promise<PendingOutput> {
  if (path === standardOutput) return createOutput(path, outputFd, {});
  const found = await statOrNull(path);
  if (found && !found.isFile()) return createOutput(path, await withPath(path, () => openFile(path, "w")), {});
  // A link stays a link: what it points to is replaced.
  const place = found ? await realpath(path) : path;
  const temporary = join(dirname(place), `.${basename(place).slice(0, 100)}.${process.pid}-${Date.now().toString(36)}.tmp`);
  const fd = await withPath(path, () => openFile(temporary, "wx"));
  return createOutput(path, fd, { temporary, place, ...(found && { mode: found.mode & 0o777 }) });
}

interface Moving {
  temporary?: string;
  place?: string;
  mode?: number;
}

function createOutput(path: string, fd: number, { temporary, place, mode }: Moving): PendingOutput {
  const atOnce = takesAtOnce(fd);
  let bytes = 0;
  let isOpen = true;
  const release = async () => {
    const wasOpen = isOpen;
    isOpen = false;
    if (wasOpen && fd !== outputFd) await closeFile(fd);
  };
  return {
    async write(chunk) {
      for (let done = 0; done < chunk.length; ) {
        // The number of a closed file is soon another's.
        if (!isOpen) throw new Error(`${path} is closed.`);
        done += await withPath(path, () => writeSome(fd, chunk, done, atOnce));
      }
      bytes += chunk.length;
    },
    async close() {
      await withPath(path, release);
      return { bytes };
    },
    async publish() {
      if (temporary === undefined || place === undefined) return;
      if (mode !== undefined) await withPath(path, () => chmod(temporary, mode));
      await withPath(path, () => rename(temporary, place));
    },
    async abort() {
      await release();
      if (temporary !== undefined) await rm(temporary, { force: true });
    },
  };
}

/** A device like /dev/null takes bytes at once: to hand them to another thread would take longer than that. */
function takesAtOnce(fd: number): boolean {
  return fstatSync(fd).isCharacterDevice() && !isatty(fd);
}

async function writeSome(fd: number, chunk: Uint8Array, from: number, atOnce: boolean): Promise<number> {
  try {
    return atOnce ? writeSync(fd, chunk, from) : await writeFrom(fd, chunk, from);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "EAGAIN") throw error;
    await sleep(fullPipeMs);
    return 0;
  }
}

function writeFrom(fd: number, chunk: Uint8Array, from: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(fd, chunk, from, chunk.length - from, null, (error, count) => (error ? reject(error) : resolve(count)));
  });
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return null;
    throw error;
  }
}
