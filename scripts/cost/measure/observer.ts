import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Calls, FunctionUse, Usage } from "../product-measurement.ts";
import type { Call } from "./describe-call.ts";
import type { Observed } from "./observation.ts";
import { type IndexKeys, toRequestUnits } from "./request-units.ts";

/** Watches the processes of a stack that is started with `variables` in their environment. */
export interface Observer {
  variables: Record<string, string>;
  /** What was seen between two times, in ms since the epoch; of one function when told which. */
  usage(from: number, to: number, only?: string): Omit<Usage, "browser">;
  /** CPU of each start of a function, median. */
  initCpuMs(name: string): number;
  /** Every custom metric so far; of one function when told which. */
  metricSeries(only?: string): string[];
  /** Of the site's processes so far. */
  siteCpuMs(): number;
}

export interface ObserverOptions {
  folder: string;
  /** The id of a function by its name on AWS. */
  idOf(name: string): string;
  indexesOf(table: string): IndexKeys;
}

const clockTicksPerSecond = 100;

export function createObserver({ folder, idOf, indexesOf }: ObserverOptions): Observer {
  mkdirSync(folder, { recursive: true });
  const preload = pathToFileURL(join(import.meta.dirname, "observe-process.ts")).href;
  const read = (): Observed[] =>
    readdirSync(folder)
      .flatMap((file) => readFileSync(join(folder, file), "utf8").trimEnd().split("\n"))
      .map((line) => JSON.parse(line) as Observed)
      .toSorted((a, b) => a.at - b.at);

  return {
    variables: { NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${preload}`, SLUICE_OBSERVE: folder },

    usage(from, to, only) {
      const seen = read().filter(({ at, name }) => at >= from && at < to && (only === undefined || idOf(name) === only));
      const names = new Set(seen.map(({ name }) => name).filter((name) => name !== "site"));
      const calls = seen.filter((one) => one.kind === "call");
      return {
        functions: Object.fromEntries(
          [...names].toSorted().map((name) => [idOf(name), toFunctionUse(seen.filter((one) => one.name === name))]),
        ),
        site: { cpuMs: 0, ...countOutput(seen.filter(({ name }) => name === "site")) },
        requestUnits: toRequestUnits(calls, indexesOf),
      };
    },

    initCpuMs(name) {
      const times = read().flatMap((one) => (one.kind === "init" && idOf(one.name) === name ? [one.cpuMs] : []));
      return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
    },

    metricSeries(only) {
      const printed = read().filter(({ name }) => only === undefined || idOf(name) === only);
      return [...new Set(printed.flatMap((one) => (one.kind === "output" ? one.series : [])))].toSorted();
    },

    siteCpuMs() {
      const pids = read().flatMap((one) => (one.kind === "process" && one.name === "site" ? [one.pid] : []));
      return pids.reduce((total, pid) => total + cpuMsOf(pid), 0);
    },
  };
}

function toFunctionUse(seen: readonly Observed[]): FunctionUse {
  const invocations = seen.filter((one) => one.kind === "invocation");
  const failed = invocations.filter((one) => one.failed);
  if (failed.length > 0) throw new Error(`${failed.length} invocations of ${failed[0]?.name} failed: nothing can be said of their cost.`);
  return {
    invocations: invocations.length,
    cpuMs: Math.round(sum(invocations.map(({ cpuMs }) => cpuMs))),
    wallMs: Math.round(sum(invocations.map(({ wallMs }) => wallMs))),
    maxRssMb: Math.round(Math.max(0, ...invocations.map(({ rssMb }) => rssMb))),
    ...countOutput(seen),
  };
}

function countOutput(seen: readonly Observed[]): Pick<FunctionUse, "logBytes" | "metricBytes" | "calls"> {
  const output = seen.filter((one) => one.kind === "output");
  return {
    logBytes: sum(output.flatMap(({ bytes, series }) => (series.length > 0 ? [] : [bytes]))),
    metricBytes: sum(output.flatMap(({ bytes, series }) => (series.length > 0 ? [bytes] : []))),
    calls: countCalls(seen.filter((one) => one.kind === "call")),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function countCalls(calls: readonly Call[]): Calls {
  const counts: Calls = {};
  for (const { service, operation } of calls) counts[`${service}.${operation}`] = (counts[`${service}.${operation}`] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b)));
}

/** User and system time, from the kernel's own accounts; of a process that is gone, such as one that built the site, nothing. */
function cpuMsOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return 0;
  const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
  return ((user + system) * 1000) / clockTicksPerSecond;
}
