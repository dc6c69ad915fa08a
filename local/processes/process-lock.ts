import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessLock {
  release(): void;
}

/** SQLITE_BUSY: another process holds the lock. */
const sqliteBusy = 5;
const askAgainMs = 200;

/**
 * Takes the lock, or answers null when somebody else has it. SQLite's lock belongs to the process: the system lets it go however
 * the process ends, so no stale lock can remain.
 */
export function tryLock(file: string): ProcessLock | null {
  mkdirSync(dirname(file), { recursive: true });
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error;
    return null;
  }
  return { release: () => lock.close() };
}

/** Does the work while nobody else who asks for the same lock does theirs, in this process or in another. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  let lock = tryLock(file);
  while (!lock) {
    await sleep(askAgainMs);
    lock = tryLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
