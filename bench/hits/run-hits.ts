/** Runs `keyword-revenue` on one file as Analyse does, and says what it took: `node run-hits.ts FILE [BYTES_IN_MEMORY]`. */
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { toByteSource } from "../../core/csv/source/byte-source.ts";
import { keywordRevenueParamsSchema } from "../../core/operations/hits/keyword-revenue-params.ts";
import { runKeywordRevenue } from "../../core/operations/hits/keyword-revenue-run.ts";
import { createEngine } from "../../engine/create-engine.ts";

const [path = "", maxHitBytesInMemory] = process.argv.slice(2);
const megabyte = 1024 * 1024;
/** Little, so that hits go to disk. */
const engineMemoryBytes = 256 * megabyte;
const table = createHash("sha256");
let enginePeak = 0;
let engineCpuSeconds = 0;
const ticksPerSecond = 100;

const highWater = (pid: string) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** The engine's process may end between two looks at it. */
function lookAtChildren(): void {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
    for (const pid of children.split(" ").filter((text) => text !== "")) {
      enginePeak = Math.max(enginePeak, highWater(pid));
      const [userTicks, systemTicks] = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/, "").split(" ").slice(12, 14);
      engineCpuSeconds = (Number(userTicks) + Number(systemTicks)) / ticksPerSecond;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))) throw error;
  }
}
const looking = setInterval(lookAtChildren, 100);

const started = performance.now();
let read = 0;
const outcome = await runKeywordRevenue(
  {
    params: keywordRevenueParamsSchema.parse({}),
    onBadRow: "reject",
    files: [
      {
        name: basename(path),
        size: statSync(path).size,
        open: (signal) => toByteSource(createReadStream(path, { highWaterMark: megabyte, signal })),
      },
    ],
    openOutput: async (name) => {
      let bytes = 0;
      return {
        write: async (chunk) => {
          bytes += chunk.length;
          if (name.endsWith(".tab")) table.update(chunk);
        },
        close: async () => ({ bytes }),
        abort: async () => undefined,
      };
    },
    progress: () => {
      read = performance.now() - started;
    },
    signal: new AbortController().signal,
    engine: createEngine({ memoryBytes: engineMemoryBytes }),
  },
  maxHitBytesInMemory === undefined ? {} : { maxHitBytesInMemory: Number(maxHitBytesInMemory) },
);
clearInterval(looking);
const seconds = (performance.now() - started) / 1_000;
console.log(
  JSON.stringify({
    ...{ seconds, readSeconds: read / 1_000, megabytesPerSecond: statSync(path).size / 1e6 / seconds },
    ...{ cpuSeconds: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6, engineCpuSeconds },
    ...{ rssMegabytes: highWater("self"), engineRssMegabytes: enginePeak },
    ...{ hits: outcome.counts.in, rows: outcome.results[0]?.rows, table: table.digest("hex").slice(0, 16) },
  }),
);
