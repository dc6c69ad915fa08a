import { close, fstat, open, read, type Stats } from "node:fs";
import { promisify } from "node:util";
import { type ByteSource, toByteSource } from "#core/csv/source/byte-source";
import { UsageError } from "../usage-error.ts";
import { isSystemError, withPath } from "./system-error.ts";

const openFile = promisify(open);
const closeFile = promisify(close);
const statFile = promisify(fstat) as (fd: number) => Promise<Stats>;

export const standardInput = "-";
const inputFd = 0;
/** What a pipe holds on Linux: a read that got this much may have left more behind. */
const pipeBytes = 64 * 1024;

/** A file, or what is on standard input. */
export interface InputHandle {
  /** Bytes; null where only reading tells. */
  size: number | null;
  /** Its bytes from the beginning: of a file as often as they are wanted, of a pipe once. */
  open(): ByteSource;
  close(): Promise<void>;
}

/** Opens a path, or standard input for `-`. Reads go straight into the memory that asks for them. */
export async function openInput(path: string): Promise<InputHandle> {
  const fd = path === standardInput ? inputFd : await withPath(path, () => openFile(path, "r"));
  const stats = await withPath(path, () => statFile(fd));
  if (stats.isDirectory()) throw new UsageError(`${path} is a folder. Name a file in it.`);
  let isOpen = true;
  const release = async () => {
    if (isOpen && fd !== inputFd) {
      isOpen = false;
      await closeFile(fd);
    }
  };
  // Standard input may be a file that something else has begun to read: it goes on where that stands.
  if (stats.isFile() && fd !== inputFd) return { size: stats.size, open: () => createFileSource(path, fd, stats.size), close: release };
  const open = onlyOnce(path, () => createPipeSource(path, fd));
  return { size: stats.isFile() ? stats.size : null, open, close: release };
}

function onlyOnce(path: string, open: () => ByteSource): () => ByteSource {
  let isRead = false;
  return () => {
    const name = path === standardInput ? "Standard input" : path;
    if (isRead) throw new UsageError(`${name} can be read only once, and here it is needed twice. Save it as a file first.`);
    isRead = true;
    return open();
  };
}

function createFileSource(path: string, fd: number, size: number): ByteSource {
  const open = (from: number, to: number): ByteSource => {
    let position = from;
    return {
      async read(target) {
        const room = target.subarray(0, Math.min(target.length, to - position));
        if (room.length === 0) return 0;
        const count = await withPath(path, () => readInto(fd, room, position));
        position += count;
        return count;
      },
      close: async () => undefined,
    };
  };
  // A file that grows while it is read is read to its end.
  return { ...open(0, Number.POSITIVE_INFINITY), ranges: { size, open } };
}

function createPipeSource(path: string, fd: number): ByteSource {
  let fallback: ByteSource | null = null;
  return {
    async read(target) {
      const count = fallback ? null : await withPath(path, () => readPipe(fd, target));
      if (count !== null) return count;
      fallback ??= toByteSource(process.stdin);
      return await fallback.read(target);
    },
    async close() {
      await fallback?.close();
    },
  };
}

/**
 * Takes what is there, and goes on only while the pipe was full: a slow sender's lines are not held back. Null when another
 * process has made the pipe non-blocking, so that only the event loop can wait for it.
 */
async function readPipe(fd: number, target: Uint8Array): Promise<number | null> {
  let filled = 0;
  for (;;) {
    const count = await readInto(fd, target.subarray(filled), null).catch((error: unknown) => {
      if (isSystemError(error) && error.code === "EAGAIN") return null;
      throw error;
    });
    if (count === null) return filled === 0 ? null : filled;
    filled += count;
    if (count < pipeBytes || filled === target.length) return filled;
  }
}

function readInto(fd: number, target: Uint8Array, position: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, target, 0, target.length, position, (error, count) => (error ? reject(error) : resolve(count)));
  });
}
