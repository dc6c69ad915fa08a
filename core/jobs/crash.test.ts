import { describe, expect, it } from "vitest";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import type { Job } from "./job.ts";
import { analysisKey, resultPrefix } from "./object-keys.ts";
import { type CrashPlan, createCrashingPorts } from "./testing/crashing-ports.ts";
import { createMemoryPorts, type MemoryPorts } from "./testing/memory-ports.ts";
import { createPipeline, type Pipeline } from "./testing/pipeline.ts";
import { later, sampleWorkspace as workspace } from "./testing/sample-job.ts";

const csv = new TextEncoder().encode("id,name\r\n1,Ann\r\n2,Bob\r\n");
const request = { operation: "convert", params: { to: "json" }, files: [{ name: "a.csv", size: csv.length, type: "text/csv" }] };
const idempotencyKey = "one";
const everyCall = Array.from({ length: 50 }, (_, index) => index + 1);

function plans(): CrashPlan[] {
  return everyCall.flatMap((call) => [true, false].map((tookEffect) => ({ call, tookEffect })));
}

function upload(world: MemoryPorts, job: Job) {
  const [file] = job.files;
  const key = file?.key ?? "";
  const { versionId } = world.objects.put("uploads", key, csv, { job: job.id });
  return { bucketKey: key, versionId, sequencer: "01" };
}

/** One result, published once, counted no more than once, and everybody told of it. */
function expectOneSuccess(world: MemoryPorts, { notices, alerts }: Pipeline) {
  const [job, ...others] = world.jobs.all();
  expect(others).toEqual([]);
  expect(job).toMatchObject({ status: "succeeded", counts: { in: 2, out: 2, rejected: 0, filtered: 0 }, pending: [] });
  expect(job?.analysis).toMatchObject({
    status: "done",
    results: [{ name: "rows.parquet" }, { name: "input.parquet" }, { name: "profile.json" }],
  });
  const last = notices.map(({ message }) => message).findLast((message) => message.type === "job");
  expect(last?.job).toMatchObject({ status: "succeeded", version: job?.version });
  expect(new Set(alerts.map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  expect(new Set(alerts.map(({ version }) => version)).size).toBe(1);
  expect(world.measured.filter(({ figures }) => figures.JobsSucceeded !== undefined).length).toBeLessThanOrEqual(1);
  const rows = analysisKey({
    workspace,
    job: job?.id ?? "",
    attempt: job?.attempt ?? 0,
    run: job?.analysis?.run ?? 0,
    name: "rows.parquet",
  });
  expect(world.objects.text("results", rows)).toBe("id,name\n1,Ann\n2,Bob\n");
  const output = `${resultPrefix(workspace, job?.id ?? "", job?.attempt)}output.json`;
  expect(JSON.parse(world.objects.text("results", output))).toEqual([
    { id: "1", name: "Ann" },
    { id: "2", name: "Bob" },
  ]);
}

it("the plans reach beyond the last call of the longest way", async () => {
  const world = createMemoryPorts();
  const { job } = await createJob(world, { workspace, request, guest: false });
  let calls = 0;
  let counting = createCrashingPorts(world, { call: 0, tookEffect: false });
  const pipeline = createPipeline(world, () => {
    calls += counting.calls();
    counting = createCrashingPorts(world, { call: 0, tookEffect: false });
    return counting.ports;
  });
  pipeline.tell(upload(world, job));

  await pipeline.settle();

  expect(calls).toBeGreaterThan(15);
  expect(calls).toBeLessThan(everyCall.length);
});

describe("a process that dies at any call to the outside", () => {
  it.each(plans())("while a job is made and asked for again leaves one job (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();
    const dying = createCrashingPorts(world, plan);

    await Promise.allSettled([createJob(dying.ports, { workspace, request, guest: true, idempotencyKey })]);
    const { job } = await createJob(world, { workspace, request, guest: true, idempotencyKey });
    const pipeline = createPipeline(world);
    pipeline.tell(upload(world, job));
    await pipeline.settle();

    expectOneSuccess(world, pipeline);
  });

  it.each(plans())("on the way from upload to result leaves one result (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();
    const { job } = await createJob(world, { workspace, request, guest: false });
    let dying = createCrashingPorts(world, plan);
    // The next invocation is a new process; the calls of the earlier ones count towards the plan.
    const pipeline = createPipeline(world, () => {
      const call = dying.isDead() ? 0 : plan.call - dying.calls();
      dying = createCrashingPorts(world, { ...plan, call });
      plan = { ...plan, call };
      return dying.ports;
    });
    pipeline.tell(upload(world, job));

    await pipeline.settle();

    expectOneSuccess(world, pipeline);
    expect(pipeline.deadLetters).toEqual([]);
  });

  it.each(plans())("while a job is deleted leaves nothing after the sweep (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();
    const { job } = await createJob(world, { workspace, request, guest: false });
    const pipeline = createPipeline(world);
    pipeline.tell(upload(world, job));
    await pipeline.settle();
    const dying = createCrashingPorts(world, plan);

    await Promise.allSettled([deleteJob(dying.ports, job)]);
    if (world.jobs.all()[0]?.deletedAt === undefined) await deleteJob(world, job);
    world.time.now = later(3600);
    await pipeline.settle();
    const [tombstone] = world.jobs.all();
    world.time.now = later(3 * 86_400);
    await pipeline.settle();

    expect(tombstone).toMatchObject({ deletedAt: expect.any(String), purgedAt: expect.any(String), pending: [] });
    expect(world.objects.keys("uploads")).toEqual([]);
    expect(world.objects.keys("results")).toEqual([]);
    expect(world.jobs.all()).toEqual([]);
  });
});
