// Loaded into what is measured: at its end says what it used. The high-water mark is the process's own, while the maximum that
// getrusage tells may be its parent's from before exec.
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const path = process.env.BENCH_USAGE;
if (isMainThread && path !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    let rssKilobytes = maxRSS;
    if (process.platform === "linux") rssKilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
    writeFileSync(path, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, rssMegabytes: (rssKilobytes * 1024) / 1e6 }));
  });
}
