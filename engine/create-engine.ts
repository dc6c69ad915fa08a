import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { LakeEngine } from "#core/ports/engine";
import { type EngineOptions, openSession } from "./engine-session.ts";

const megabyte = 1024 * 1024;

const defaults: EngineOptions = {
  scratchDir: join(tmpdir(), "sluice-engine"),
  memoryBytes: 2048 * megabyte,
  diskBytes: 9 * 1024 * megabyte,
  threads: Math.min(availableParallelism(), 2),
  queryTimeoutMs: 300_000,
};

/** DuckDB, a process a session. Nothing of it is loaded before one is opened. */
export function createEngine(options: Partial<EngineOptions> = {}): LakeEngine {
  return { open: (signal) => openSession({ ...defaults, ...options }, signal) };
}
