import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJob } from "../../jobs/create-job.ts";
import type { Job } from "../../jobs/job.ts";
import { resultKey } from "../../jobs/object-keys.ts";
import { createMemoryPorts, type MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { createPipeline } from "../../jobs/testing/pipeline.ts";
import { sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import type { DatasetRef } from "../../ports/record-store.ts";

const records: DatasetRef = { workspace, dataset: "records" };
const two = "customer_id,name,city\r\nC1,Ann,Oslo\r\nC2,Bob,Rome\r\n";

function world() {
  return createMemoryPorts({ guestRunningJobs: 100 });
}

async function send(ports: MemoryPorts, csv: string, params: Record<string, unknown> = {}, onBadRow?: Job["onBadRow"]): Promise<Job> {
  const bytes = new TextEncoder().encode(csv);
  const files = [{ name: "customers.csv", size: bytes.length, type: "text/csv" }];
  const request = { operation: "load", params, files, ...(onBadRow && { onBadRow }) };
  const { job } = await createJob(ports, { workspace, request, guest: false });
  ports.objects.put("uploads", job.files[0]?.key ?? "", bytes, { job: job.id });
  return job;
}

function arrive(ports: MemoryPorts, pipeline: ReturnType<typeof createPipeline>, job: Job): void {
  const key = job.files[0]?.key ?? "";
  pipeline.tell({ bucketKey: key, versionId: `v${ports.objects.keys("uploads").indexOf(key) + 1}`, sequencer: "01" });
}

async function load(ports: MemoryPorts, csv: string, params: Record<string, unknown> = {}, onBadRow?: Job["onBadRow"]): Promise<Job> {
  const job = await send(ports, csv, params, onBadRow);
  const { versionId } = (await ports.objects.head("uploads", job.files[0]?.key ?? "")) ?? { versionId: "" };
  const pipeline = createPipeline(ports);
  pipeline.tell({ bucketKey: job.files[0]?.key ?? "", versionId, sequencer: "01" });
  await pipeline.settle();
  const done = await ports.jobs.get(workspace, job.id);
  if (!done) throw new Error("The job is gone.");
  return done;
}

function result(ports: MemoryPorts, job: Job, name: string): string {
  return ports.objects.text("results", resultKey({ workspace, job: job.id, attempt: job.attempt, name }));
}

function changes(ports: MemoryPorts, job: Job): { key: string[]; action: string; before: unknown; after: unknown; row: number }[] {
  return result(ports, job, "changes.ndjson")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

function stored(ports: MemoryPorts): Record<string, unknown>[] {
  return ports.records.all(records).map(({ data, version, row }) => ({ ...data, version, row }));
}

describe("load", () => {
  it("creates a record of every row, which knows its job and its row", async () => {
    const ports = world();

    const job = await load(ports, two);

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 2, out: 2, rejected: 0, filtered: 0 } });
    expect(job.plan).toEqual({ create: 2, update: 0, unchanged: 0, reject: 0 });
    expect(ports.records.all(records)).toMatchObject([
      { key: "2:C1", version: 1, job: job.id, row: 1, data: { customer_id: "C1", name: "Ann", city: "Oslo" }, history: [] },
      { key: "2:C2", version: 1, job: job.id, row: 2, data: { customer_id: "C2", name: "Bob", city: "Rome" } },
    ]);
  });

  it("changes nothing when the same file comes again", async () => {
    const ports = world();
    await load(ports, two);
    const before = ports.records.all(records);

    const job = await load(ports, two);

    expect(job.plan).toEqual({ create: 0, update: 0, unchanged: 2, reject: 0 });
    expect(job.counts).toEqual({ in: 2, out: 2, rejected: 0, filtered: 0 });
    expect(changes(ports, job)).toEqual([]);
    expect(ports.records.all(records)).toEqual(before);
  });

  it("merges: columns of the file overwrite, empty cells too, others stay", async () => {
    const ports = world();
    const first = await load(ports, two);

    const job = await load(ports, "customer_id,city,age\r\nC1,,41\r\n");

    expect(job.plan).toEqual({ create: 0, update: 1, unchanged: 0, reject: 0 });
    expect(stored(ports)[0]).toEqual({ customer_id: "C1", name: "Ann", city: "", age: "41", version: 2, row: 1 });
    expect(ports.records.all(records)[0]?.history).toMatchObject([{ version: 1, job: first.id, row: 1 }]);
    expect(changes(ports, job)).toMatchObject([
      {
        key: ["C1"],
        action: "update",
        before: { version: 1, data: { city: "Oslo" } },
        after: { city: "", age: "41", name: "Ann" },
        row: 1,
      },
    ]);
  });

  it("replaces: the record becomes exactly the row, others stay", async () => {
    const ports = world();
    await load(ports, two);

    await load(ports, "customer_id,age\r\nC1,41\r\n", { mode: "replace" });

    expect(stored(ports)).toEqual([
      { customer_id: "C1", age: "41", version: 2, row: 1 },
      { customer_id: "C2", name: "Bob", city: "Rome", version: 1, row: 2 },
    ]);
  });

  it("inserts: a key that is there is set aside", async () => {
    const ports = world();
    await load(ports, two);

    const job = await load(ports, "customer_id,name\r\nC1,Eve\r\nC3,Cy\r\n", { mode: "insert" });

    expect(job).toMatchObject({ plan: { create: 1, update: 0, unchanged: 0, reject: 1 }, counts: { in: 2, out: 1, rejected: 1 } });
    expect(job.issues).toMatchObject([{ code: "key-exists", count: 1, first: [{ line: 2, record: 1 }] }]);
    expect(stored(ports).map(({ name }) => name)).toEqual(["Ann", "Bob", "Cy"]);
    expect(result(ports, job, "rejects.csv")).toBe("customer_id,name\r\nC1,Eve\r\n");
  });

  it("lets the last of several rows of one key decide, writes it once and says so", async () => {
    const ports = world();

    const job = await load(ports, "customer_id,name\r\nC1,Ann\r\nC1,Eve\r\nC2,Bob\r\n");

    expect(job).toMatchObject({ plan: { create: 2, update: 0, unchanged: 1, reject: 0 }, counts: { in: 3, out: 3, rejected: 0 } });
    expect(job.issues).toMatchObject([{ code: "repeated-key", severity: "warning", count: 1, first: [{ line: 3, record: 2 }] }]);
    expect(stored(ports)).toEqual([
      { customer_id: "C1", name: "Eve", version: 1, row: 2 },
      { customer_id: "C2", name: "Bob", version: 1, row: 3 },
    ]);
    expect(changes(ports, job).map(({ row }) => row)).toEqual([2, 3]);
  });

  it("finds rows of one key far apart in a long file", async () => {
    const ports = world();
    const rows = Array.from({ length: 9000 }, (_, n) => `K${n % 6000},${n}`);

    const job = await load(ports, `customer_id,n\r\n${rows.join("\r\n")}\r\n`);

    expect(job.plan).toEqual({ create: 6000, update: 0, unchanged: 3000, reject: 0 });
    expect(job.issues).toMatchObject([{ code: "repeated-key", count: 3000 }]);
    expect(changes(ports, job)).toHaveLength(6000);
    expect(ports.records.all(records).every(({ version }) => version === 1)).toBe(true);
    expect(stored(ports).find(({ customer_id }) => customer_id === "K5")).toMatchObject({ n: "6005" });
  });

  it("tells keys of several columns apart, and does not trim them", async () => {
    const ports = world();

    await load(ports, "a,b,n\r\nx,yz,1\r\nxy,z,2\r\nx, yz,3\r\n", { key: ["a", "b"] });

    expect(stored(ports)).toHaveLength(3);
  });

  it("sets aside what has no key, one that is too long, and what is too large, under every policy", async () => {
    const ports = world();
    const csv = `customer_id,name\r\n,Ann\r\n${"k".repeat(1901)},Bob\r\nC3,${"x".repeat(410_000)}\r\nC4,Eve\r\n`;

    const job = await load(ports, csv, {}, "keep");

    expect(job.counts).toEqual({ in: 4, out: 1, rejected: 3, filtered: 0 });
    expect(job.issues.map(({ code }) => code)).toEqual(["empty-key", "key-too-long", "item-too-large"]);
    expect(stored(ports)).toMatchObject([{ customer_id: "C4" }]);
  });

  it("fails without a key column, also when there is no row, and leaves the dataset free", async () => {
    const ports = world();

    const jobs = [await load(ports, "id,name\r\n1,Ann\r\n"), await load(ports, "id,name\r\n")];

    for (const job of jobs) expect(job).toMatchObject({ status: "failed", error: { code: "missing-key-column" } });
    expect(await load(ports, two)).toMatchObject({ status: "succeeded" });
  });

  it("keeps columns of any name apart from its own", async () => {
    const ports = world();
    const names = ["customer_id", "__proto__", "pk", "version", "constructor", "key"];

    await load(ports, `${names.join(",")}\r\nC1,1,2,3,4,5\r\n`);

    const data = ports.records.all(records)[0]?.data ?? {};
    expect(Object.keys(data)).toEqual(names);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("makes numbers only of what a schema says are numbers, exactly", async () => {
    const ports = world();
    const schema = { columns: [{ name: "n", type: "number" }] };
    const long = "12345678901234567890123456789012345678";

    const job = await load(ports, `customer_id,n,m\r\nC1,1.50,007\r\nC2,${long},1\r\nC3,${long}9,1\r\nC4,x,1\r\nC5,,1\r\n`, { schema });
    const again = await load(ports, "customer_id,n\r\nC1,1.5\r\n", { schema });

    expect(stored(ports).map(({ n, m }) => [n, m])).toEqual([
      [{ number: "1.5" }, "007"],
      [{ number: long }, "1"],
      ["", "1"],
    ]);
    expect(job.issues).toMatchObject([{ code: "bad-type", count: 2 }]);
    expect(again.plan).toMatchObject({ unchanged: 1 });
  });

  it("tries out without writing anything", async () => {
    const ports = world();
    await load(ports, two);
    const before = ports.records.all(records);

    const job = await load(ports, "customer_id,name\r\nC1,Eve\r\nC2,Bob\r\nC3,Cy\r\n,No\r\n", { dryRun: true });

    expect(job).toMatchObject({
      plan: { create: 1, update: 1, unchanged: 1, reject: 1 },
      counts: { in: 4, out: 3, rejected: 1, filtered: 0 },
    });
    expect(changes(ports, job).map(({ action }) => action)).toEqual(["update", "create"]);
    expect(ports.records.all(records)).toEqual(before);
    expect((await ports.documents.list(workspace, "import", { limit: 10 })).documents).toHaveLength(1);
  });

  it("writes nothing when it stops at a bad row", async () => {
    const ports = world();

    const job = await load(ports, "customer_id,name\r\nC1,Ann\r\n,Bob\r\n", {}, "stop");

    expect(job).toMatchObject({ status: "failed", error: { code: "stopped-at-bad-row", line: 3 } });
    expect(stored(ports)).toEqual([]);
  });

  it("leaves another workspace's records of the same dataset and key alone", async () => {
    const ports = world();
    const other = { workspace: workspace.replace(/0$/, "1"), dataset: "records" };

    await load(ports, two);

    expect(ports.records.all(other)).toEqual([]);
  });
});

describe("loads whose deliveries come in any order and number", () => {
  const row = fc.record({ id: fc.constantFrom("A", "B", ""), value: fc.constantFrom("1", "2") });
  const files = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

  it("end in the same records as the loads one after the other", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.nat(2), { maxLength: 4 }), async (files, repeats) => {
        const ports = world();
        const texts = files.map((rows) => `customer_id,value\r\n${rows.map(({ id, value }) => `${id},${value}`).join("\r\n")}\r\n`);
        const jobs: Job[] = [];
        for (const text of texts) jobs.push(await send(ports, text));
        const turns = [...repeats.map((n) => n % jobs.length), ...jobs.keys()];
        const pipeline = createPipeline(ports);
        for (const turn of turns) if (jobs[turn]) arrive(ports, pipeline, jobs[turn]);

        await pipeline.settle();

        const expected = new Map<string, string>();
        for (const turn of new Set(turns)) for (const { id, value } of files[turn] ?? []) if (id !== "") expected.set(id, value);
        expect(ports.jobs.all().map(({ status }) => status)).toEqual(jobs.map(() => "succeeded"));
        expect(new Map(stored(ports).map(({ customer_id, value }) => [customer_id, value]))).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});
