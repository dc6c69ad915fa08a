import { spawn, spawnSync } from "node:child_process";
import { readdirSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { vi } from "vitest";

// A process for each question takes its time where many tests run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const project = resolve(import.meta.dirname, "../..");
export const entry = join(project, "dist/sluice.js");
const sources = ["cli", "core", "engine", "scripts/build-cli.ts", "scripts/build-engine.ts", "package.json"];

/** Builds the command where its sources changed. */
export function buildCli(): void {
  const built: Stats | undefined = statSync(entry, { throwIfNoEntry: false });
  if (built && newest(sources.map((source) => join(project, source))) < built.mtimeMs) return;
  const { status, stderr } = spawnSync(process.execPath, ["scripts/build-cli.ts"], { cwd: project, encoding: "utf8" });
  if (status !== 0) throw new Error(`The command cannot be built.\n${stderr}`);
}

function newest(paths: readonly string[]): number {
  const times = paths.map((path) => {
    const found = statSync(path);
    if (!found.isDirectory()) return found.mtimeMs;
    const names = readdirSync(path).filter((name) => !name.endsWith(".test.ts"));
    return newest(names.map((name) => join(path, name)));
  });
  return Math.max(0, ...times);
}

export interface CliRun {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  cwd: string;
  input?: string | Uint8Array;
  env?: Record<string, string>;
}

/** This process's environment without what a test runner says of colours. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, ...environment } = process.env;
  return environment;
}

/** Runs the built command as a shell would, and waits for its end. */
export function runCli(args: readonly string[], { cwd, input, env }: CliOptions): Promise<CliRun> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { cwd, env: { ...plainEnvironment(), ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      done({ status, signal, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") });
    });
    // A command that fails before it reads closes its input.
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.end(input ?? "");
  });
}
