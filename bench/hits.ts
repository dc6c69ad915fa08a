/**
 * Revenue by keyword of unsorted hits, of growing size: how fast, and in how much memory. `node bench/hits.ts [MEGABYTES…]`; by default
 * 200, 1000 and 2000. Beside it the 200 MB are sorted in memory alone: the table has to be the same.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { requireHits } from "./hits/make-hits.ts";
import { describeRun, toMarkdownTable, writeSection } from "./results-file.ts";

interface Run {
  seconds: number;
  megabytesPerSecond: number;
  cpuSeconds: number;
  engineCpuSeconds: number;
  rssMegabytes: number;
  engineRssMegabytes: number;
  hits: number;
  rows: number;
  table: string;
}

const runner = fileURLToPath(new URL("./hits/run-hits.ts", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const bytesOfAll = "100000000000";
const digits = (value: number, count = 0) => value.toFixed(count);

function run(path: string, ...bytesInMemory: string[]): Run {
  const said = execFileSync(process.execPath, [runner, path, ...bytesInMemory], { cwd: root, encoding: "utf8" });
  const result: Run = JSON.parse(said);
  return result;
}

const named = process.argv.slice(2).map(Number);
const sizes = named.length > 0 ? named : [200, 1000, 2000];
const rows = sizes.map((megabytes) => {
  const result = run(requireHits(megabytes));
  console.log(megabytes, result);
  const { seconds, cpuSeconds, engineCpuSeconds, rssMegabytes, engineRssMegabytes, hits } = result;
  const cells = [digits(result.megabytesPerSecond), digits(seconds, 1), digits(cpuSeconds, 1), digits(engineCpuSeconds, 1)];
  return { result, cells: [`${megabytes} MB`, hits.toLocaleString("en"), ...cells, digits(rssMegabytes), digits(engineRssMegabytes)] };
});
const inMemory = run(requireHits(sizes[0] ?? 200), bytesOfAll);
const isSame = inMemory.table === rows[0]?.result.table;
if (!isSame) process.exitCode = 1;
const table = toMarkdownTable(
  ["", "hits", "MB/s", "wall s", "CPU s", "engine's CPU s", "RSS MB", "engine's RSS MB"],
  rows.map(({ cells }) => cells),
);
const note = `The engine may use 256 MB of memory. Sorted in memory alone, ${sizes[0]} MB give ${isSame ? "the same table" : "ANOTHER TABLE"}.`;
writeSection("Revenue by keyword", `${describeRun(["node bench/hits.ts", ...named].join(" "))}\n\n${table}\n\n${note}`);
