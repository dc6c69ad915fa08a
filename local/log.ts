import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";

export interface Log {
  /** A line of one part of the system: to its file, and to the terminal unless quiet. */
  line(name: string, text: string): void;
  /** Something the person at the terminal should know, quiet or not. */
  problem(name: string, text: string): void;
  close(): void;
}

export function createLog({ dir, isQuiet }: { dir: string; isQuiet: boolean }): Log {
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, WriteStream>();
  const write = (name: string, text: string) => {
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
    close() {
      for (const file of files.values()) file.end();
    },
  };
}
