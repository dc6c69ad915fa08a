// node bench/parquet.ts [MB]: CSV into Parquet by `sluice convert`, and by DuckDB alone. MB/s of the input over whole-process wall
// time, seconds of CPU, and the largest memory of the whole family of processes at one time.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireInput } from "./engine/inputs.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const megabytes = Number(process.argv[2] ?? 200);
const input = requireInput("orders", megabytes);
const output = join(tmpdir(), "sluice-bench.parquet");

const alone = `
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const csv = "read_csv('${input.path}', all_varchar = true, header = true, delim = ',', quote = '\\"', escape = '\\"', nullstr = '\\u0001')";
  await connection.run("COPY (SELECT * FROM " + csv + ") TO '${output}' (FORMAT parquet, COMPRESSION zstd)");`;
const contestants = {
  sluice: [join(root, "dist/sluice.js"), "convert", input.path, "--to", "parquet", "--out", output, "--quiet"],
  duckdb: ["--input-type=module", "--eval", alone],
};

for (let round = 0; round < 3; round++) {
  for (const [name, args] of Object.entries(contestants)) {
    rmSync(output, { force: true });
    const { wallSeconds, cpuSeconds, residentMegabytes } = await measure(args);
    const rate = (input.bytes / 1e6 / wallSeconds).toFixed(0);
    console.log(
      `${name.padEnd(7)} ${rate.padStart(4)} MB/s  ${cpuSeconds.toFixed(1)} s of CPU  ${residentMegabytes.toFixed(0)} MB resident`,
    );
  }
}
rmSync(output, { force: true });

async function measure(args: readonly string[]) {
  const started = performance.now();
  const child = spawn("bash", ["-c", '"$0" "$@"; code=$?; times; exit $code', process.execPath, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let times = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    times += text;
  });
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, residentOf(child));
  }, 20);
  const code = await new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
  clearInterval(watch);
  if (code !== 0) throw new Error(`It ended with ${code}.`);
  const spent = [...(times.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuSeconds = spent.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { wallSeconds: (performance.now() - started) / 1000, cpuSeconds, residentMegabytes: most / 1024 };
}

/** Of a process and all that it started, in KB. */
function residentOf({ pid }: ChildProcess): number {
  const parents = new Map<number, { parent: number; resident: number }>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const status = tryRead(`/proc/${name}/status`);
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
    parents.set(Number(name), { parent, resident: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) });
  }
  const isOwn = (id: number): boolean => id === pid || (id > 1 && isOwn(parents.get(id)?.parent ?? 0));
  return [...parents].reduce((sum, [id, { resident }]) => sum + (isOwn(id) ? resident : 0), 0);
}

/** Empty for a process that has ended meanwhile. */
function tryRead(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
