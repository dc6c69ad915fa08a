/**
 * Customer messages of days of growing size, each customer with an order of three items: how fast, and in how much memory, without the
 * time that AWS takes. `node bench/messages.ts [CUSTOMERS…]`; by default 10,000, 100,000 and 1,000,000.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describeRun, toMarkdownTable, writeSection } from "./results-file.ts";

interface Run {
  seconds: number;
  readSeconds: number;
  cpuSeconds: number;
  rssMegabytes: number;
  heapMegabytes: number;
  sent: number;
}

const runner = fileURLToPath(new URL("./messages/run-messages.ts", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const named = process.argv.slice(2).map(Number);
const sizes = named.length > 0 ? named : [10_000, 100_000, 1_000_000];
const rows = sizes.map((customers) => {
  const run: Run = JSON.parse(execFileSync(process.execPath, [runner, String(customers)], { cwd: root, encoding: "utf8" }));
  console.log(customers, run);
  if (run.sent !== customers) process.exitCode = 1;
  const figures = [run.seconds, run.readSeconds, run.cpuSeconds].map((value) => value.toFixed(1));
  return [customers.toLocaleString("en"), ...figures, run.rssMegabytes.toFixed(0), run.heapMegabytes.toFixed(0)];
});
const table = toMarkdownTable(["customers", "wall s", "of it reading", "CPU s", "RSS MB", "heap MB"], rows);
writeSection("Customer messages", `${describeRun(["node bench/messages.ts", ...named].join(" "))}\n\n${table}`);
