import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface SupervisedOptions extends NodeProcess {
  name: string;
  onLine(line: string): void;
  onProblem(message: string): void;
}

export interface Supervised {
  readonly pid: number | undefined;
  /** How often it has ended by itself. */
  readonly crashes: number;
  close(): Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const closeGraceMs = 3000;
const preload = pathToFileURL(fileURLToPath(new URL("./end-with-parent.ts", import.meta.url))).href;

export interface NodeProcess {
  /** Arguments of Node. */
  args: string[];
  cwd: string;
  environment: NodeJS.ProcessEnv;
}

/** Starts a Node process that cannot outlive this one. */
export function startNode({ args, cwd, environment }: NodeProcess): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", `--import=${preload}`, ...args], {
    cwd,
    env: { ...environment, SLUICE_PARENT: String(process.pid) },
    // An open standard input, which ends with this process, is how the S3 server knows that it is still wanted.
    stdio: ["pipe", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in the terminal reaches this process only, which then ends the others in order.
    detached: true,
  });
}

/** Keeps a Node process running: a crash is told and followed by a restart, after a pause that grows while it crashes again. */
export function supervise(options: SupervisedOptions): Supervised {
  let child = start();
  let pauseMs = firstPauseMs;
  let restart: NodeJS.Timeout | undefined;
  let isClosing = false;
  let crashes = 0;

  function start(): ChildProcess {
    const startedAt = Date.now();
    const started = startNode(options);
    for (const stream of [started.stdout, started.stderr]) if (stream) createInterface({ input: stream }).on("line", options.onLine);
    started.once("error", (error) => options.onProblem(`${options.name} cannot be started: ${error.message}`));
    started.once("exit", (code, signal) => {
      if (isClosing) return;
      crashes += 1;
      if (Date.now() - startedAt > longestPauseMs) pauseMs = firstPauseMs;
      options.onProblem(`${options.name} ended (${signal ?? `exit status ${code}`}); starting it again in ${pauseMs} ms.`);
      restart = setTimeout(() => {
        child = start();
      }, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
    return started;
  }

  return {
    get pid() {
      return child.pid;
    },
    get crashes() {
      return crashes;
    },
    async close() {
      isClosing = true;
      clearTimeout(restart);
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      signalGroup(child.pid, "SIGTERM");
      const kill = setTimeout(() => signalGroup(child.pid, "SIGKILL"), closeGraceMs);
      await ended;
      clearTimeout(kill);
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
