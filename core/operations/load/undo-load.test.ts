import { describe, expect, it } from "vitest";
import { createJob } from "../../jobs/create-job.ts";
import type { Job } from "../../jobs/job.ts";
import { createMemoryPorts, type MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { createPipeline } from "../../jobs/testing/pipeline.ts";
import { sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import { forgetDataset } from "../../records/forget-dataset.ts";
import { undoJob } from "../../records/undo-job.ts";

const dataset = { workspace, dataset: "records" };
const { signal } = new AbortController();

async function load(ports: MemoryPorts, csv: string, params: Record<string, unknown> = {}): Promise<Job> {
  const bytes = new TextEncoder().encode(csv);
  const request = { operation: "load", params, files: [{ name: "a.csv", size: bytes.length, type: "text/csv" }] };
  const { job } = await createJob(ports, { workspace, request, guest: false });
  const bucketKey = job.files[0]?.key ?? "";
  const { versionId } = ports.objects.put("uploads", bucketKey, bytes, { job: job.id });
  const pipeline = createPipeline(ports);
  pipeline.tell({ bucketKey, versionId, sequencer: "01" });
  await pipeline.settle();
  return await read(ports, job.id);
}

async function undo(ports: MemoryPorts, { id }: Job): Promise<Job> {
  const job = await undoJob(ports, { workspace, guest: false, id });
  await createPipeline(ports).settle();
  return await read(ports, job.id);
}

async function read(ports: MemoryPorts, id: string): Promise<Job> {
  const job = await ports.jobs.get(workspace, id);
  if (!job) throw new Error("The job is gone.");
  return job;
}

describe("undoing a load", () => {
  it("restores what was changed, deletes what was created, and leaves the rest alone", async () => {
    const ports = createMemoryPorts();
    await load(ports, "customer_id,name\r\nC1,Ann\r\nC2,Bob\r\n");
    const before = ports.records.all(dataset);
    const second = await load(ports, "customer_id,name,age\r\nC1,Eve,41\r\nC3,Cy,7\r\n");

    const job = await undo(ports, second);

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 2, out: 2, rejected: 0, filtered: 0 } });
    expect(ports.records.all(dataset)).toEqual(before);
  });

  it("does not touch records that were changed since, and lists them", async () => {
    const ports = createMemoryPorts();
    const first = await load(ports, "customer_id,name\r\nC1,Ann\r\nC2,Bob\r\n");
    await load(ports, "customer_id,name\r\nC1,Eve\r\n");

    const job = await undo(ports, first);

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 2, out: 1, rejected: 1, filtered: 0 } });
    expect(job.issues).toMatchObject([{ code: "changed-since", count: 1, first: [{ line: 2, record: 1 }] }]);
    expect(ports.records.all(dataset).map(({ data }) => data.name)).toEqual(["Eve"]);
  });

  it("can be undone load by load, from the last to the first", async () => {
    const ports = createMemoryPorts();
    const loads = [await load(ports, "customer_id,n\r\nC1,1\r\n"), await load(ports, "customer_id,n\r\nC1,2\r\n")];

    const undone = [await undo(ports, loads[1] as Job), await undo(ports, loads[0] as Job)];

    expect(undone.map(({ counts }) => counts?.rejected)).toEqual([0, 0]);
    expect(ports.records.all(dataset)).toEqual([]);
  });

  it("answers the same job when it is asked for twice, and says that it was done", async () => {
    const ports = createMemoryPorts();
    const first = await load(ports, "customer_id,name\r\nC1,Ann\r\n");

    const once = await undo(ports, first);
    const twice = await undo(ports, first);

    expect(twice.id).toBe(once.id);
    expect((await ports.documents.get({ workspace, kind: "import", id: first.id }))?.body).toMatchObject({ undoneBy: once.id });
  });

  it("is refused for what is no load, changed nothing, or is another workspace's", async () => {
    const ports = createMemoryPorts();
    const tried = await load(ports, "customer_id,name\r\nC1,Ann\r\n", { dryRun: true });
    const first = await load(ports, "customer_id,name\r\nC1,Ann\r\n");
    const undone = await undo(ports, first);
    const ask = (id: string, of = workspace) => undoJob(ports, { workspace: of, guest: false, id });

    await expect(ask(tried.id)).rejects.toMatchObject({ code: "wrong-state" });
    await expect(ask(undone.id)).rejects.toMatchObject({ code: "wrong-state" });
    await expect(ask(first.id, workspace.replace(/0$/, "1"))).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("forgetting a dataset", () => {
  it("deletes its records, some at a call, and leaves others", async () => {
    const ports = createMemoryPorts();
    const rows = Array.from({ length: 600 }, (_, n) => `K${n},${n}`).join("\r\n");
    await load(ports, `customer_id,n\r\n${rows}\r\n`);
    await load(ports, "customer_id,n\r\nC1,1\r\n", { into: "others" });

    const answers = [await forgetDataset(ports, { workspace, name: "records" }, signal)];
    answers.push(await forgetDataset(ports, { workspace, name: "records" }, signal));

    expect(answers).toEqual([
      { deleted: 500, more: true },
      { deleted: 100, more: false },
    ]);
    expect(ports.records.all(dataset)).toEqual([]);
    expect(ports.records.all({ workspace, dataset: "others" })).toHaveLength(1);
    expect((await load(ports, "customer_id,n\r\nK1,1\r\n")).plan).toMatchObject({ create: 1 });
  });
});
