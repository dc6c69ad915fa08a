import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { AppError } from "#core/app-error";
import type { WorkerAnswer, WorkerMessage, WorkerOptions, WorkerRequest } from "./protocol.ts";

/** A statement that failed, in the database's own words. */
export class StatementFailure extends Error {}

export interface EngineProcess {
  run(sql: string): Promise<number>;
  rows(sql: string): Promise<(string | null)[][]>;
  columns(sql: string): Promise<{ name: string; type: string }[]>;
  /** As `run`, for so long at most. @throws AppError query-timeout */
  runFor(sql: string, limitMs: number): Promise<number>;
  /** Settles when the process has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Ends it at once. */
  kill(reason: unknown): void;
}

const maxComplaintBytes = 8 * 1024;
/** How long a statement may go on after it was told to stop. */
const graceMs = 2000;

type Unnumbered<Request> = Request extends unknown ? Omit<Request, "id"> : never;
interface Pending {
  resolve(answer: WorkerAnswer): void;
  reject(reason: unknown): void;
}

/** The worker's own JavaScript holds no rows. */
const nodeOptions = ["--max-old-space-size=256", "--disable-warning=ExperimentalWarning", "--input-type=module"];
const start = "const { startWorker } = await import(process.argv[1]); startWorker();";

/** Starts a database in a process of its own. */
export async function startEngineProcess(options: WorkerOptions, signal: AbortSignal): Promise<EngineProcess> {
  // A part of the bundle, wherever that was put: the process begins there.
  const { workerUrl } = await import("./worker/main.ts");
  const child = spawn(process.execPath, [...nodeOptions, "--eval", start, workerUrl], {
    cwd: options.folder,
    // Nothing that says who it works for; the libraries of Lambda's Node stand beside it.
    env: { LD_LIBRARY_PATH: join(dirname(process.execPath), "..", "lib"), TZ: "UTC", NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const worker = new Worker(child);
  const abort = () => worker.kill(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await worker.ask({ type: "open", options }).promise;
    return worker;
  } catch (error) {
    worker.kill(error);
    await worker.ended;
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

class Worker implements EngineProcess {
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #asked = 0;
  #death: unknown = null;
  #over: "memory" | "disk" | null = null;
  #complaints = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-maxComplaintBytes);
    });
    child.on("message", (message: WorkerMessage) => this.#receive(message));
    child.once("error", (error) => this.#die(error));
    child.once("close", (code, signal) => {
      this.#die(this.#toDeath(code, signal));
      resolve();
    });
  }

  async run(sql: string): Promise<number> {
    return (await this.ask({ type: "run", sql }).promise).changed;
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    return (await this.ask({ type: "run", sql, rows: true }).promise).rows ?? [];
  }

  async columns(sql: string): Promise<{ name: string; type: string }[]> {
    return (await this.ask({ type: "columns", sql }).promise).columns ?? [];
  }

  async runFor(sql: string, limitMs: number): Promise<number> {
    const { id, promise } = this.ask({ type: "run", sql });
    const late = tooLate(limitMs);
    let killing: NodeJS.Timeout | undefined;
    let stopped = false;
    const stopping = setTimeout(() => {
      stopped = true;
      this.ask({ type: "interrupt", target: id }).promise.catch(() => this.kill(late));
      killing = setTimeout(() => this.kill(late), graceMs);
    }, limitMs);
    try {
      return (await promise).changed;
    } catch (error) {
      throw stopped ? late : error;
    } finally {
      clearTimeout(stopping);
      clearTimeout(killing);
    }
  }

  kill(reason: unknown): void {
    this.#die(reason);
    this.#child.kill("SIGKILL");
  }

  ask(request: Unnumbered<WorkerRequest>): { id: number; promise: Promise<WorkerAnswer> } {
    const id = ++this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>();
    if (this.#death !== null) {
      reject(this.#death);
      return { id, promise };
    }
    this.#pending.set(id, { resolve, reject });
    this.#child.send({ ...request, id }, (error) => {
      if (error) this.#settle(id)?.reject(this.#death ?? error);
    });
    return { id, promise };
  }

  #receive(message: WorkerMessage): void {
    if ("over" in message) {
      this.#over = message.over;
      this.#die(tooLarge());
      return;
    }
    const pending = this.#settle(message.id);
    if ("answer" in message) pending?.resolve(message.answer);
    else pending?.reject(new StatementFailure(message.failure));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #die(reason: unknown): void {
    this.#death ??= reason;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(this.#death);
  }

  /** A process that nobody here killed was killed by the system, for the memory it took, or by a bug of the database. */
  #toDeath(code: number | null, signal: NodeJS.Signals | null): unknown {
    if (this.#over || signal === "SIGKILL") return tooLarge();
    if (signal !== null) return new AppError("query-failed", "The database stopped while it worked on this. Ask for it in another way.");
    return new Error(`The engine's process ended with ${code}: ${this.#complaints}`);
  }
}

export function tooLarge(cause?: unknown): AppError {
  return new AppError(
    "query-too-large",
    "This needs more memory or disk than one run has. Read fewer rows or columns, or split the file.",
    {
      cause,
    },
  );
}

export function tooLate(limitMs: number): AppError {
  return new AppError("query-timeout", `The query was stopped after ${toSeconds(limitMs)}. Make it read or join fewer rows.`);
}

function toSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`;
}
