/** What a load costs by 1,000 rows: calls, and the processor's time of the process that loads. `node bench/load.ts 10000` */
import { fork } from "node:child_process";
import { once } from "node:events";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoRecordStore } from "../aws/dynamo-record-store.ts";
import { access } from "../aws/testing/local-aws.ts";
import { toByteSource } from "../core/csv/source/byte-source.ts";
import { createMemoryDocuments } from "../core/jobs/testing/memory-documents.ts";
import { loadParamsSchema } from "../core/operations/load/load-params.ts";
import { load } from "../core/operations/load.ts";
import type { RunServices } from "../core/operations/run-services.ts";

const rows = Number(process.argv[2] ?? 10_000);
const tables = fork(new URL("load/serve-tables.ts", import.meta.url));
const [endpoint] = (await once(tables, "message")) as [string];
const client = new DynamoDBClient({ ...access, endpoint });
const calls = new Map<string, number>();
client.middlewareStack.add(
  (next, { commandName = "" }) =>
    async (args) => {
      calls.set(commandName, (calls.get(commandName) ?? 0) + 1);
      return await next(args);
    },
  { step: "finalizeRequest", priority: "low" },
);
const documents = createMemoryDocuments();
const records = createDynamoRecordStore({ client, table: "records" });

async function* csv(city: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode("customer_id,first_name,last_name,city,amount\n");
  for (let n = 0; n < rows; n++) yield new TextEncoder().encode(`C${n},Ada,Lovelace,${city},${n}.50\n`);
}

function services(job: string): RunServices {
  const kept = new Map<string, Uint8Array>();
  const none = {} as RunServices;
  return {
    ...{ workspace: `ws_${"0".repeat(26)}`, job, attempt: 1, now: () => new Date(), leaseSeconds: 120, documents, records },
    ...{ ledger: none.ledger, queue: none.queue, beginApply: async () => undefined },
    kept: () => ({ read: async (name) => kept.get(name) ?? null, write: async (name, bytes) => void kept.set(name, bytes) }),
  };
}

async function measure(what: string, job: string, city: string): Promise<void> {
  calls.clear();
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const { plan } = await load.run({
    params: loadParamsSchema.parse({}),
    onBadRow: "reject",
    files: [{ name: "customers.csv", size: null, open: () => toByteSource(csv(city)) }],
    signal: new AbortController().signal,
    progress: () => undefined,
    openOutput: async () => ({ write: async () => undefined, close: async () => ({ bytes: 0 }), abort: async () => undefined }),
    services: services(job),
  });
  const { user, system } = process.cpuUsage(cpu);
  const per = 1000 / rows;
  const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    JSON.stringify({
      what,
      plan,
      calls: Object.fromEntries(calls),
      callsPer1000: Number((all * per).toFixed(1)),
      cpuMsPer1000: Number((((user + system) / 1000) * per).toFixed(1)),
      msPer1000: Number(((performance.now() - started) * per).toFixed(1)),
    }),
  );
}

await measure("create", "j1", "Oslo");
await measure("all changed", "j2", "Rome");
await measure("replayed", "j3", "Rome");
console.log(JSON.stringify({ rows, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
client.destroy();
tables.disconnect();
