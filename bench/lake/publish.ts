import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../engine/inputs.ts";
import { describeRun, toMarkdownTable } from "../results-file.ts";
import { type RowOrder, requireOrders } from "./orders.ts";

interface Contestant {
  name: string;
  order: RowOrder;
  command: (path: string, folder: string) => readonly string[];
}

interface Usage {
  wallSeconds: number;
  cpuSeconds: number;
  rssMegabytes: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const ours = (kind: string) => (path: string, folder: string) => [process.execPath, place("run-publish.ts"), path, kind, folder];

const duckdb = (path: string, folder: string) => {
  const rows = `read_csv('${path}', all_varchar = true, header = true, quote = '\\"', escape = '\\"', nullstr = '\\u0001')`;
  const parts = ["year", "month", "day", "hour"].map((part) => `${part}(created_at::TIMESTAMP) AS ${part}`).join(", ");
  const copy = `COPY (SELECT *, ${parts} FROM ${rows}) TO '${folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year, month, day, hour))`;
  const script = `const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "512MB", temp_directory: "${folder}-temp" })).connect();
    await connection.run("${copy}");`;
  return [process.execPath, "--input-type=module", "--eval", script];
};
const pandas = (path: string, folder: string) => ["python3", place("publish-peers.py"), path, folder];
const hasPandas = () => spawnSync("python3", ["-c", "import pandas, pyarrow"]).status === 0;

/** A section of the results: a file of orders into Parquet by the hour, by us and by others, everyone in turn. */
export async function benchPublish(megabytes: number, rounds: number): Promise<string> {
  const contestants: Contestant[] = [
    { name: "sluice, text, by time", order: "ordered", command: ours("text") },
    { name: "sluice, typed, by time", order: "ordered", command: ours("typed") },
    { name: "sluice, typed, shuffled", order: "shuffled", command: ours("typed") },
    { name: "DuckDB COPY … PARTITION_BY, 512 MB", order: "ordered", command: duckdb },
    ...(hasPandas() ? [{ name: "pandas in chunks + pyarrow", order: "ordered" as const, command: pandas }] : []),
  ];
  const runs = new Map<string, Usage[]>();
  const failures: string[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    for (const { name, order, command } of contestants) {
      const input = requireOrders(megabytes, order);
      bytes = input.bytes;
      const usage = await measure((folder) => command(input.path, folder));
      if (usage) runs.set(name, [...(runs.get(name) ?? []), usage]);
      else if (round === 0) failures.push(`- ${name} failed.`);
    }
  }
  const of = (name: string, fact: keyof Usage) => median((runs.get(name) ?? []).map((usage) => usage[fact]));
  const rows = [...runs.keys()].map((name) => {
    const wall = of(name, "wallSeconds");
    const facts = [
      (bytes / 1e6 / wall).toFixed(0),
      wall.toFixed(1),
      of(name, "cpuSeconds").toFixed(1),
      of(name, "rssMegabytes").toFixed(0),
    ];
    return [name, ...facts, `${(wall / of("sluice, text, by time", "wallSeconds")).toFixed(2)} ×`];
  });
  const head = ["", "MB/s", "wall s", "CPU s", "RSS MB", "time"];
  const note = `${describeRun("npm run bench:lake")} ${(bytes / 1e6).toFixed(0)} MB of orders over 720 hours, medians of ${rounds} rounds; the operation itself, checks and commit and all, into a folder in the place of the bucket; pandas ${hasPandas() ? "is there" : "is not there"}.`;
  return [`### Publish`, note, toMarkdownTable(head, rows), failures.join("\n")].filter((part) => part !== "").join("\n\n");
}

/** Null when it failed. CPU of the process and its children; the most memory they had together. */
async function measure(commandOf: (folder: string) => readonly string[]): Promise<Usage | null> {
  const folder = join(cacheFolder, `lake-output-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  const child = spawn("bash", ["-c", '"$0" "$@"; code=$?; times; exit $code', ...commandOf(folder)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let rssMegabytes = 0;
  const watch = setInterval(() => {
    rssMegabytes = Math.max(rssMegabytes, residentMegabytes(child.pid ?? 0));
  }, 50);
  const code = await new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
  clearInterval(watch);
  const wallSeconds = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-temp`, { recursive: true, force: true });
  const spent = [...(said.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuSeconds = spent.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return code === 0 ? { wallSeconds, cpuSeconds, rssMegabytes } : null;
}

function residentMegabytes(pid: number): number {
  const children = readProcess(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((text) => text !== "");
  const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProcess(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
  return children.reduce((sum, child) => sum + residentMegabytes(Number(child)), own);
}

/** Empty for a process that has ended meanwhile. */
function readProcess(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) return "";
    throw error;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
