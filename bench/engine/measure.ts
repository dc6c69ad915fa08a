import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./inputs.ts";

export interface Usage {
  wallSeconds: number;
  cpuSeconds: number;
  rssMegabytes: number;
}

const preload = new URL("./report-usage.mjs", import.meta.url).href;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a script by this very Node, its standard output going to a file (by default to nowhere), and says what that took. */
export async function measureNode(args: readonly string[], output = "/dev/null", exits: readonly number[] = [0]): Promise<Usage> {
  mkdirSync(cacheFolder, { recursive: true });
  const usage = join(cacheFolder, `usage-${process.pid}.json`);
  rmSync(usage, { force: true });
  const sink = openSync(output, "w");
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", preload, ...args], {
    cwd: root,
    stdio: ["ignore", sink, "inherit"],
    env: { ...process.env, BENCH_USAGE: usage, NODE_OPTIONS: "" },
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once("exit", resolve).once("error", reject));
  const wallSeconds = (performance.now() - started) / 1_000;
  closeSync(sink);
  if (code === null || !exits.includes(code)) throw new Error(`node ${args.join(" ")} ended with ${code}.`);
  const { cpuSeconds, rssMegabytes }: Omit<Usage, "wallSeconds"> = JSON.parse(readFileSync(usage, "utf8"));
  return { wallSeconds, cpuSeconds, rssMegabytes };
}

/** `cat FILE | wc -l`: how fast bytes can be had and looked at at all. */
export async function measureCat(path: string): Promise<Usage> {
  const started = performance.now();
  const child = spawn("bash", ["-c", 'cat "$0" | wc -l; times', path], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
  const wallSeconds = (performance.now() - started) / 1_000;
  if (code !== 0) throw new Error(`cat ended with ${code}.`);
  const times = [...text.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
  return { wallSeconds, cpuSeconds: times.reduce((sum, time) => sum + time, 0), rssMegabytes: Number.NaN };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
