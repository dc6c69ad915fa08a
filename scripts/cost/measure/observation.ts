import type { Call } from "./describe-call.ts";

/** One line of what a process was seen to do. */
export type Observation =
  | { kind: "process"; pid: number }
  | { kind: "init"; cpuMs: number }
  | { kind: "output"; bytes: number; series: string[] }
  | Invocation
  | ({ kind: "call" } & Call);

export interface Invocation {
  kind: "invocation";
  failed: boolean;
  cpuMs: number;
  wallMs: number;
  rssMb: number;
}

/** As it is read back: which function or site, and when (ms since the epoch). */
export type Observed = Observation & { name: string; at: number };
