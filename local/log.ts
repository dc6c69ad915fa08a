import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";

export interface Log {
  /** A line of one part of the system: to its file, and to the terminal unless quiet. */
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
  const write = (name: string, text: string) => {
    // What a process says while it is being ended, its folder perhaps gone already.
    if (isClosed) return;
    const file = files.get(name) ?? createWriteStream(join(dir, `${name}.log`), { flags: "a" });
    files.set(name, file);
    file.write(`${new Date().toISOString()} ${text}\n`);
  };
  return {
    line(name, text) {
      write(name, text);
      if (!isQuiet) process.stdout.write(`[${name}] ${text}\n`);
    },
    problem(name, text) {
      write(name, text);
      process.stderr.write(`[${name}] ${text}\n`);
    },
    async close() {
      isClosed = true;
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
}
