import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { toLogLine } from "./log-line.ts";

export interface Log {
  /** A line of one part of the system: to its file, and, unless quiet, to the terminal in words. */
  line(name: string, text: string): void;
  /** Something the person at the terminal should know, quiet or not. */
  problem(name: string, text: string): void;
  /** Resolves once every line is in its file. */
  close(): Promise<void>;
}

export function createLog({ dir, isQuiet }: { dir: string; isQuiet: boolean }): Log {
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, WriteStream>();
  let isClosed = false;
  const write = (name: string, kept: string) => {
    // What a process says while it is being ended, its folder perhaps gone already.
    if (isClosed) return;
    const file = files.get(name) ?? createWriteStream(join(dir, `${name}.log`), { flags: "a" });
    files.set(name, file);
    file.write(`${kept}\n`);
  };
  return {
    line(name, text) {
      const { kept, readable } = toLogLine(text, new Date());
      write(name, kept);
      if (!isQuiet && readable !== null) process.stdout.write(`[${name}] ${readable}\n`);
    },
    problem(name, text) {
      write(name, toLogLine(text, new Date()).kept);
      process.stderr.write(`[${name}] ${text}\n`);
    },
    async close() {
      isClosed = true;
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
}
