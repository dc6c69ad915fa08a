import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import type { FunctionNode } from "../sst/graph.ts";
import { type FunctionProcess, startFunctionProcess } from "./function-process.ts";

export interface FunctionHostOptions {
  functions: FunctionNode[];
  bundleOf(id: string): string;
  environmentOf(node: FunctionNode): Record<string, string>;
  onLine(id: string, line: string): void;
}

export interface FunctionHost {
  /** Runs the function once; rejects with an InvocationError when it fails, is killed or passes a limit. */
  invoke(id: string, event: unknown): Promise<unknown>;
  /** Of the processes that exist now, busy or idle. */
  pids(id: string): number[];
  /** Starts a process ahead of the first invocation. */
  warm(id: string): Promise<void>;
  /** Ends idle processes and lets busy ones finish: the next invocation runs the new code. */
  renew(): void;
  close(): Promise<void>;
}

// More would only take turns; waiting for one of these is not counted as the function's time.
const maximumProcesses = Math.max(4, availableParallelism());

/** Warm processes for every function, one invocation at a time in each. */
export function createFunctionHost(options: FunctionHostOptions): FunctionHost {
  const pools = new Map(options.functions.map((node) => [node.id, createPool(node, options)]));
  const requirePool = (id: string) => {
    const pool = pools.get(id);
    if (!pool) throw new Error(`sst.config.ts declares no function "${id}".`);
    return pool;
  };
  return {
    invoke: async (id, event) => requirePool(id).invoke(event),
    pids: (id) => requirePool(id).pids(),
    warm: async (id) => requirePool(id).warm(),
    renew() {
      for (const pool of pools.values()) pool.renew();
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function createPool(node: FunctionNode, { bundleOf, environmentOf, onLine }: FunctionHostOptions) {
  const idle: FunctionProcess[] = [];
  const running = new Set<FunctionProcess>();
  const starting = new Set<Promise<FunctionProcess>>();
  const waiting: (() => void)[] = [];
  let taken = 0;
  let generation = 0;
  const closing = new AbortController();

  async function start(): Promise<FunctionProcess> {
    const bundle = bundleOf(node.id);
    const initialising = startFunctionProcess({
      bundle,
      exportName: node.handler.slice(node.handler.lastIndexOf(".") + 1),
      cwd: dirname(bundle),
      environment: environmentOf(node),
      timeoutSeconds: node.timeoutSeconds,
      memoryMegabytes: node.memoryMegabytes,
      signal: closing.signal,
      onLine: (line) => onLine(node.id, line),
    });
    starting.add(initialising);
    const started = await initialising.finally(() => starting.delete(initialising));
    if (closing.signal.aborted) started.kill();
    running.add(started);
    void started.ended.then(() => running.delete(started));
    return started;
  }
  function takeIdle(): FunctionProcess | undefined {
    for (let process = idle.pop(); process; process = idle.pop()) if (process.isUsable) return process;
    return undefined;
  }
  function giveBack(process: FunctionProcess, startedIn: number): void {
    if (startedIn === generation && process.isUsable && !closing.signal.aborted) idle.push(process);
    else process.kill();
  }
  async function withSlot<T>(use: () => Promise<T>): Promise<T> {
    if (taken >= maximumProcesses) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken += 1;
    try {
      return await use();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    }
  }
  const withProcess = (use: (process: FunctionProcess) => Promise<unknown>) =>
    withSlot(async () => {
      if (closing.signal.aborted) throw new Error(`${node.id} is not running any more.`);
      const startedIn = generation;
      const process = takeIdle() ?? (await start());
      try {
        return await use(process);
      } finally {
        giveBack(process, startedIn);
      }
    });

  return {
    invoke: (event: unknown) => withProcess((process) => process.invoke(event)),
    pids: () => [...running].map(({ pid }) => pid),
    async warm() {
      await withProcess(async () => undefined);
    },
    renew() {
      generation += 1;
      for (const process of idle.splice(0)) process.kill();
    },
    async close() {
      closing.abort();
      await Promise.allSettled(starting);
      const ended = [...running].map((process) => {
        process.kill();
        return process.ended;
      });
      await Promise.all(ended);
    },
  };
}
