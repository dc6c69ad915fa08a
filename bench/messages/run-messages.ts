/** A day of so many customers, in a process of its own: prints what it took, as JSON. The ledger and the queue take everything at once. */
import { toByteSource } from "../../core/csv/source/byte-source.ts";
import { createMemoryPorts } from "../../core/jobs/testing/memory-ports.ts";
import { customerMessages } from "../../core/operations/customer-messages.ts";
import type { InputFile } from "../../core/operations/operation.ts";
import type { RunServices } from "../../core/operations/run-services.ts";
import type { LedgerEntry } from "../../core/ports/message-ledger.ts";

const customers = Number(process.argv[2]);
const date = "20261121";
const utf8 = new TextEncoder();
const rowsPerChunk = 2_000;

async function* rowsOf(header: string, rows: number, row: (n: number) => string): AsyncGenerator<Uint8Array> {
  yield utf8.encode(`${header}\n`);
  for (let from = 0; from < rows; from += rowsPerChunk) {
    let text = "";
    for (let n = from; n < Math.min(from + rowsPerChunk, rows); n++) text += `${row(n)}\n`;
    yield utf8.encode(text);
  }
}

const customer = (n: number) => `c-${(n * 2_654_435_761) % 4_294_967_296}-${n}`;
const file = (role: string, rows: () => AsyncGenerator<Uint8Array>): InputFile => ({
  name: `${role}_${date}.csv`,
  size: null,
  open: () => toByteSource(rows()),
});
const files = [
  file("customers", () =>
    rowsOf("id,first_name,last_name,customer_reference,status", customers, (n) => `${n},Ada,Lovelace,${customer(n)},active`),
  ),
  file("orders", () =>
    rowsOf(
      "id,customer_reference,order_status,order_reference,order_timestamp",
      customers,
      (n) => `${n},${customer(n)},new,o-${n},2026-11-21`,
    ),
  ),
  file("items", () =>
    rowsOf("id,order_reference,item_name,quantity,total_price", 3 * customers, (n) => `${n},o-${n % customers},Lamp,1,${n % 97}.25`),
  ),
];

let peak = 0;
let heap = 0;
const watch = setInterval(() => {
  const { rss, heapUsed } = process.memoryUsage();
  peak = Math.max(peak, rss);
  heap = Math.max(heap, heapUsed);
}, 50);
const called = { written: 0, sent: 0, writes: 0 };
const started = performance.now();
let readMs = 0;
const outcome = await customerMessages.run({
  params: {},
  onBadRow: "reject",
  files,
  openOutput: async () => ({ write: async () => undefined, close: async () => ({ bytes: 0 }), abort: async () => undefined }),
  progress: () => {
    readMs = performance.now() - started;
  },
  signal: new AbortController().signal,
  services: {
    ...{ workspace: "ws", job: "1", attempt: 1, now: () => new Date(), leaseSeconds: 120 },
    ...createUnused(),
    ledger: {
      take: async () => ({ token: 1, lastJob: null, finished: true }),
      keep: async () => true,
      read: async () => ({ entries: [] as LedgerEntry[] }),
      async write(_day, entries) {
        called.written += entries.length;
        called.writes++;
      },
    },
    queue: {
      async sendBatch(_queue, messages) {
        called.sent += messages.length;
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
    beginApply: async () => undefined,
  },
});
clearInterval(watch);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    ...{ seconds, readSeconds: readMs / 1000, cpuSeconds: (user + system) / 1e6 },
    ...{ rssMegabytes: Math.max(peak, process.memoryUsage().rss) / 2 ** 20, heapMegabytes: heap / 2 ** 20 },
    ...{ counts: outcome.counts, ...called },
  }),
);

/** What messages have no need of. */
function createUnused(): Pick<RunServices, "documents" | "records" | "kept"> {
  const { documents, records } = createMemoryPorts();
  return { documents, records, kept: () => ({ read: async () => null, write: async () => undefined }) };
}
