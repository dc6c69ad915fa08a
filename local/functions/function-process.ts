import { type ChildProcess, fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type FunctionError, InvocationError, type RuntimeMessage } from "./protocol.ts";
import { residentBytes } from "./resident-memory.ts";

export interface FunctionProcessOptions {
  bundle: string;
  exportName: string;
  cwd: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Ends a process that has not begun to work yet. */
  signal: AbortSignal;
  onLine(line: string): void;
}

export interface FunctionProcess {
  readonly pid: number;
  /** False once it has ended or must not be used again. */
  readonly isUsable: boolean;
  invoke(event: unknown): Promise<unknown>;
  kill(): void;
  readonly ended: Promise<void>;
}

interface Pending {
  requestId: string;
  resolve(result: unknown): void;
  reject(error: InvocationError): void;
  timeout: NodeJS.Timeout;
  memoryWatch: NodeJS.Timeout;
}

const runtimeMain = fileURLToPath(new URL("./runtime-main.ts", import.meta.url));
const initTimeoutMs = 30_000;
const memoryCheckMs = 250;
const endedMessage = "The function's process was ended.";
// The heap gets what Lambda's runtime leaves it: the rest of the limit is for buffers, code and Node itself.
const heapShare = 0.9;

/** Starts a function's process and waits until its module is loaded, as Lambda's init phase does. */
export async function startFunctionProcess(options: FunctionProcessOptions): Promise<FunctionProcess> {
  const child = fork(runtimeMain, [options.bundle, options.exportName], {
    cwd: options.cwd,
    // Next's types ask every environment for NODE_ENV, which Lambda does not set.
    env: options.environment as NodeJS.ProcessEnv,
    execArgv: [
      "--enable-source-maps",
      "--disable-warning=ExperimentalWarning",
      `--max-old-space-size=${Math.floor(options.memoryMegabytes * heapShare)}`,
    ],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) forwardLines(stream, options.onLine);
  const running = superviseInvocations(child, options);
  await initialised(child, options.signal);
  return running;
}

function forwardLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", onLine);
}

function initialised(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: FunctionError) => {
    child.kill("SIGKILL");
    reject(new InvocationError(error));
  };
  const abort = () => fail(toError("Runtime.ExitError", endedMessage));
  signal.addEventListener("abort", abort, { once: true });
  const timeout = setTimeout(() => fail(toError("Sandbox.Timedout", "The function did not initialise in time.")), initTimeoutMs);
  child.once("message", (message: RuntimeMessage) => {
    if (message.type === "ready") resolve();
    else if (message.type === "init-error") fail(message.error);
  });
  child.once("error", (error) => fail(toError("Runtime.ExitError", error.message)));
  child.once("exit", (code, signal) => fail(toError("Runtime.ExitError", `The function ended while it was starting (${signal ?? code}).`)));
  return promise.finally(() => {
    clearTimeout(timeout);
    signal.removeEventListener("abort", abort);
  });
}

function superviseInvocations(child: ChildProcess, options: FunctionProcessOptions): FunctionProcess {
  const limits = { timeoutMs: options.timeoutSeconds * 1000, memoryBytes: options.memoryMegabytes * 1024 ** 2 };
  const pid = child.pid ?? 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let pending: Pending | null = null;
  let isUsable = true;

  function settle(): Pending | null {
    const settled = pending;
    pending = null;
    if (settled) {
      clearTimeout(settled.timeout);
      clearInterval(settled.memoryWatch);
    }
    return settled;
  }
  function kill(reason: FunctionError): void {
    isUsable = false;
    child.kill("SIGKILL");
    settle()?.reject(new InvocationError(reason));
  }
  async function checkMemory(requestId: string): Promise<void> {
    const used = await residentBytes(pid);
    if (used <= limits.memoryBytes || pending?.requestId !== requestId) return;
    kill(toError("Runtime.OutOfMemory", `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`));
  }

  child.on("message", (message: RuntimeMessage) => {
    if (message.type !== "result" && message.type !== "error") return;
    if (message.requestId !== pending?.requestId) return;
    if (message.type === "result") settle()?.resolve(message.result);
    else settle()?.reject(new InvocationError(message.error));
  });
  child.once("exit", (code, signal) => {
    isUsable = false;
    settle()?.reject(new InvocationError(toError("Runtime.ExitError", `Runtime exited with error: ${signal ?? `exit status ${code}`}`)));
    end();
  });

  return {
    pid,
    ended,
    get isUsable() {
      return isUsable;
    },
    kill: () => kill(toError("Runtime.ExitError", endedMessage)),
    invoke(event) {
      const requestId = randomUUID();
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const timeout = setTimeout(() => {
        const message = `RequestId: ${requestId} Error: Task timed out after ${options.timeoutSeconds.toFixed(2)} seconds`;
        kill(toError("Sandbox.Timedout", message));
      }, limits.timeoutMs);
      pending = { requestId, resolve, reject, timeout, memoryWatch: setInterval(() => void checkMemory(requestId), memoryCheckMs) };
      child.send({ type: "invoke", requestId, event, deadline: Date.now() + limits.timeoutMs, trace: createTraceHeader() }, (error) => {
        if (error) kill(toError("Runtime.ExitError", error.message));
      });
      return promise;
    },
  };
}

function toError(errorType: string, errorMessage: string): FunctionError {
  return { errorType, errorMessage, trace: [] };
}

/** As Lambda traces an invocation by itself, and nobody records here. */
function createTraceHeader(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
