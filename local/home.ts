import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ProcessLock, tryLock } from "./processes/process-lock.ts";

/** The folder where one Sluice keeps its state. */
export interface Home {
  path(...parts: string[]): string;
  /** Made at random the first time, and kept. */
  secret(id: string): string;
  writeEndpoints(endpoints: object): void;
  close(): void;
}

/** Opens the folder for this process alone; throws a sentence for people when another process has it. */
export function openHome(dir: string): Home {
  mkdirSync(dir, { recursive: true });
  const path = (...parts: string[]) => join(dir, ...parts);
  const lock = lockFolder(dir);
  const secrets = readSecrets(path("secrets.json"));
  rmSync(path("endpoints.json"), { force: true });
  return {
    path,
    secret(id) {
      const existing = secrets[id];
      if (existing !== undefined) return existing;
      const value = randomBytes(32).toString("base64url");
      secrets[id] = value;
      writePrivate(path("secrets.json"), secrets);
      return value;
    },
    writeEndpoints: (endpoints) => writePrivate(path("endpoints.json"), endpoints),
    close() {
      rmSync(path("endpoints.json"), { force: true });
      lock.release();
    },
  };
}

function lockFolder(dir: string): ProcessLock {
  const pidFile = join(dir, "pid");
  const lock = tryLock(join(dir, "lock"));
  if (!lock) {
    const pid = readFileSync(pidFile, "utf8");
    throw new Error(`Sluice is already running in ${dir} (process ${pid}). Stop it first, or choose another folder with SLUICE_HOME.`);
  }
  writeFileSync(pidFile, String(process.pid));
  return lock;
}

function readSecrets(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

function writePrivate(file: string, content: object): void {
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}
