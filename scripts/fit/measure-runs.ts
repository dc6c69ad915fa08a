/**
 * What RunJob uses for files of some sizes, on the local stack, each in a process of its own: `node scripts/fit/measure-runs.ts
 * [--sizes 1,100,500] [--node-options …]`. What it says stands in docs/functions.md.
 */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createJob } from "#core/jobs/create-job";
import { isTerminal } from "#core/jobs/job-status";
import { type Stack, startStack } from "#local/stack";
import { type Input, requireInput } from "../../bench/engine/inputs.ts";
import { requireSchema } from "../../bench/engine/schemas.ts";
import { describeRun, toMarkdownTable } from "../../bench/results-file.ts";
import { readProcessUsage } from "./process-usage.ts";

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "1,100,500" }, "node-options": { type: "string", default: "" } },
});
const workspace = "ws_00000000000000000000000000";

const schemaOf = (name: Parameters<typeof requireSchema>[0]) => ({ schema: JSON.parse(readFileSync(requireSchema(name), "utf8")) });
const runs: Record<string, { operation: string; params: Record<string, unknown> }> = {
  convert: { operation: "convert", params: { to: "ndjson" } },
  validate: { operation: "validate", params: schemaOf("orders") },
  "validate, two patterns": { operation: "validate", params: schemaOf("orders-patterns") },
};

const home = mkdtempSync(join(tmpdir(), "sluice-runs-"));
const nodeOptions = values["node-options"];
const stack = await startStack({
  home,
  stage: "fit",
  quiet: true,
  functionVariables: nodeOptions === "" ? {} : { NODE_OPTIONS: nodeOptions },
});
try {
  Object.assign(process.env, stack.environment);
  const rows: string[][] = [];
  for (const size of values.sizes.split(",")) {
    const input = requireInput("orders", Number(size));
    for (const [title, run] of Object.entries(runs)) rows.push([`${title}, ${size} MB`, ...(await measureRun(stack, input, run))]);
  }
  console.log(`${describeRun("node scripts/fit/measure-runs.ts")} NODE_OPTIONS=${nodeOptions}; load ${loadavg()[0]?.toFixed(1)}\n`);
  console.log(toMarkdownTable(["job", "s", "CPU s", "CPU s a GB", "MB a CPU s", "peak RSS MB"], rows));
} finally {
  await stack.close();
  rmSync(home, { recursive: true, force: true });
}

async function measureRun({ functions, endpoints }: Stack, input: Input, run: (typeof runs)[string]): Promise<string[]> {
  // SST reads its resources when it is loaded.
  const { createPorts } = await import("#aws/ports");
  const { bucketName } = await import("#aws/resources");
  const ports = { ...createPorts(), observer: { tell: () => undefined, measure: () => undefined } };
  functions.renew();
  await functions.warm("RunJob");
  const [pid = 0] = functions.pids("RunJob");
  const before = readProcessUsage(pid);
  const file = { name: "orders.csv", size: input.bytes, type: "text/csv" };
  const request = { ...run, files: [file] };
  const { job } = await createJob(ports, { workspace, request, guest: false });
  const storage = new S3Client({ endpoint: endpoints.s3, forcePathStyle: true });
  const Key = job.files[0]?.key;
  const Body = createReadStream(input.path);
  await storage.send(
    new PutObjectCommand({ Bucket: bucketName("uploads"), Key, Body, ContentLength: input.bytes, Metadata: { job: job.id } }),
  );
  let ended = job;
  while (!isTerminal(ended.status)) {
    await sleep(50);
    ended = (await ports.jobs.get(workspace, job.id)) ?? ended;
  }
  if (ended.status !== "succeeded") throw new Error(`${run.operation}: ${JSON.stringify(ended.error)}`);
  const after = readProcessUsage(pid);
  const at = (kind: string) => Date.parse(ended.timeline.findLast((entry) => entry.kind === kind)?.at ?? "");
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  return [
    ((at("stored") - at("running")) / 1000).toFixed(1),
    cpuSeconds.toFixed(2),
    ((cpuSeconds * 1e9) / input.bytes).toFixed(1),
    (input.bytes / 1e6 / cpuSeconds).toFixed(0),
    after.peakMegabytes.toFixed(0),
  ];
}
