import { describe, expect, it } from "vitest";
import { createJob } from "../../jobs/create-job.ts";
import type { Job } from "../../jobs/job.ts";
import { resultKey } from "../../jobs/object-keys.ts";
import { type CrashPlan, createCrashingPorts } from "../../jobs/testing/crashing-ports.ts";
import { createMemoryPorts, type MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { createPipeline } from "../../jobs/testing/pipeline.ts";
import { sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import { undoJob } from "../../records/undo-job.ts";

const longest = 90;
const dataset = { workspace, dataset: "records" };
const first = "customer_id,name\r\nC1,Ann\r\nC2,Bob\r\nC4,Di\r\n";
const second = "customer_id,name,age\r\nC1,Eve,41\r\nC3,Cy,7\r\nC1,Flo,9\r\n,none,1\r\nC4,Di,\r\n";

async function send(ports: MemoryPorts, csv: string, mode = "update") {
  const bytes = new TextEncoder().encode(csv);
  const request = { operation: "load", params: { mode }, files: [{ name: "a.csv", size: bytes.length, type: "text/csv" }] };
  const { job } = await createJob(ports, { workspace, request, guest: false });
  const bucketKey = job.files[0]?.key ?? "";
  const { versionId } = ports.objects.put("uploads", bucketKey, bytes, { job: job.id });
  return { job, object: { bucketKey, versionId, sequencer: "01" } };
}

/** Every invocation is a new process; the calls of the earlier ones count towards the plan. */
function dyingPipeline(world: MemoryPorts, plan: CrashPlan) {
  let left = plan;
  let dying = createCrashingPorts(world, left);
  let calls = 0;
  const pipeline = createPipeline(world, () => {
    calls += dying.calls();
    left = { ...left, call: dying.isDead() ? 0 : left.call - dying.calls() };
    dying = createCrashingPorts(world, left);
    return dying.ports;
  });
  return { pipeline, calls: () => calls + dying.calls() };
}

async function loaded() {
  const world = createMemoryPorts();
  const { object } = await send(world, first);
  const pipeline = createPipeline(world);
  pipeline.tell(object);
  await pipeline.settle();
  return world;
}

/** Everything but times, which a crash delays. */
function state(world: MemoryPorts, jobs: readonly Job[]) {
  return world.records.all(dataset).map(({ writtenAt: _at, history, job, ...record }) => ({
    ...record,
    job: jobs.findIndex(({ id }) => id === job),
    history: history.map(({ version, row }) => ({ version, row })),
  }));
}

function result(world: MemoryPorts, job: Job | null, name: string): string {
  return world.objects.text("results", resultKey({ workspace, job: job?.id ?? "", attempt: job?.attempt ?? 0, name }));
}

/** Where something is changed, each call; elsewhere every third. */
const plans = Array.from({ length: longest }, (_, index) => index + 1)
  .filter((call) => call % 3 === 1 || (call > 15 && call < 45))
  .map((call, index) => ({ call, tookEffect: index % 2 === 0 }));

describe("a process that dies at any call to the outside", () => {
  it.each(plans)("while it loads ends in the same records and the same report (call $call, took effect: $tookEffect)", async (plan) => {
    const world = await loaded();
    const { job, object } = await send(world, second);
    const { pipeline } = dyingPipeline(world, plan);
    pipeline.tell(object);

    await pipeline.settle();

    const done = await world.jobs.get(workspace, job.id);
    expect(done).toMatchObject({
      status: "succeeded",
      counts: { in: 5, out: 4, rejected: 1, filtered: 0 },
      plan: { create: 1, update: 2, unchanged: 1, reject: 1 },
    });
    expect(state(world, [job])).toMatchObject([
      { key: "2:C1", version: 2, job: 0, row: 3, data: { customer_id: "C1", name: "Flo", age: "9" }, history: [{ version: 1, row: 1 }] },
      { key: "2:C2", version: 1, job: -1 },
      { key: "2:C3", version: 1, job: 0, row: 2, data: { name: "Cy" }, history: [] },
      { key: "2:C4", version: 2, job: 0, row: 5, data: { name: "Di", age: "" } },
    ]);
    expect(result(world, done, "changes.ndjson").match(/"action":"\w+"/g)).toEqual([
      '"action":"create"',
      '"action":"update"',
      '"action":"update"',
    ]);
    expect(result(world, done, "rejects.csv")).toBe("customer_id,name,age\r\n,none,1\r\n");
    expect((await world.documents.get({ workspace, kind: "dataset", id: "records" }))?.body).toMatchObject({ holder: null, records: 4 });
    expect(pipeline.deadLetters).toEqual([]);
  });

  it.each(plans.filter(({ call }) => call < 45 && call % 2 === 1))(
    "while it undoes ends as it was before (call $call, took effect: $tookEffect)",
    async (plan) => {
      const world = await loaded();
      const before = world.records.all(dataset);
      const { job, object } = await send(world, second);
      const settled = createPipeline(world);
      settled.tell(object);
      await settled.settle();
      const undo = await undoJob(world, { workspace, guest: false, id: job.id });
      const { pipeline } = dyingPipeline(world, plan);

      await pipeline.settle();

      expect(await world.jobs.get(workspace, undo.id)).toMatchObject({
        status: "succeeded",
        counts: { in: 3, out: 3, rejected: 0, filtered: 0 },
      });
      expect(world.records.all(dataset)).toEqual(before);
    },
  );
});

it("the plans reach beyond the last call of a load", async () => {
  const world = await loaded();
  const { object } = await send(world, second);
  const { pipeline, calls } = dyingPipeline(world, { call: 0, tookEffect: false });
  pipeline.tell(object);

  await pipeline.settle();

  expect(calls()).toBeLessThan(longest);
});
