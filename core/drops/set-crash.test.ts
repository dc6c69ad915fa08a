import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { createPipeline } from "../jobs/testing/pipeline.ts";
import { later } from "../jobs/testing/sample-job.ts";
import { addOperation } from "../operations/registry.ts";
import { sweepDocuments } from "./sweep-documents.ts";
import { drop, dropIn, makeRule } from "./testing/dropped-files.ts";

/** What a run does is not what is tested, and reading files takes most of the time. */
const task = { operation: "nothing", params: {} };
afterAll(
  addOperation({
    id: "nothing",
    title: "Nothing",
    description: "Reads nothing",
    params: z.object({}),
    inputs: { minFiles: 1, maxFiles: 2 },
    defaultBadRow: "keep",
    run: async () => ({ counts: { in: 0, out: 0, rejected: 0, filtered: 0 }, issues: [], results: [] }),
  }),
);

const left = "left_20260301.csv";
const right = "right_20260301.csv";
const everyCall = Array.from({ length: 55 }, (_, index) => index + 1);
const plans = everyCall.flatMap((call) => [true, false].map((tookEffect) => ({ call, tookEffect })));

/** A pipeline whose processes die once, at that call over all of them. */
function createDyingPipeline(world: MemoryPorts, plan: { call: number; tookEffect: boolean }) {
  let dying = createCrashingPorts(world, plan);
  let calls = 0;
  let call = plan.call;
  const pipeline = createPipeline(world, () => {
    calls += dying.calls();
    call = dying.isDead() ? 0 : call - dying.calls();
    dying = createCrashingPorts(world, { ...plan, call });
    return dying.ports;
  });
  return { ...pipeline, calls: () => calls };
}

it("the plans reach beyond the last call of the longest way", async () => {
  const world = createMemoryPorts();
  await makeRule(world, task);
  const pipeline = createDyingPipeline(world, { call: 0, tookEffect: false });
  for (const name of [left, right]) pipeline.tell(drop(world, name));

  await pipeline.settle();

  expect(pipeline.calls()).toBeGreaterThan(20);
  expect(pipeline.calls()).toBeLessThan(everyCall.length);
});

describe("a process that dies at any call to the outside", () => {
  it.each(plans)("while a set comes together leaves one run of it (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();
    await makeRule(world, task);
    const pipeline = createDyingPipeline(world, plan);
    for (const name of [left, right]) pipeline.tell(drop(world, name));

    await pipeline.settle();
    await sweepDocuments(world);

    expect(world.jobs.all()).toMatchObject([
      { status: "succeeded", set: { date: "20260301", revision: 1 }, files: [{ name: left }, { name: right }], pending: [] },
    ]);
    expect(pipeline.deadLetters).toEqual([]);
  });

  it.each(plans.slice(0, 50))(
    "while a deadline passes leaves one job that says so (call $call, took effect: $tookEffect)",
    async (plan) => {
      const world = createMemoryPorts();
      await makeRule(world, { ...task, waitSeconds: 600 });
      await makeRule(world, {
        ...task,
        files: ["day_{YYYYMMDD}.csv"],
        deadline: { time: "10:05", zone: "UTC", daysLater: 0, days: "every" },
      });
      await dropIn(world, left);
      world.time.now = later(601);

      await Promise.allSettled([sweepDocuments(createCrashingPorts(world, plan).ports)]);
      world.time.now = later(700);
      await sweepDocuments(world);

      const failed = world.jobs.all().map(({ status, error, set }) => [status, error?.code, set?.date, set?.revision]);
      expect(failed).toEqual([
        ["failed", "set-incomplete", "20260301", 1],
        ["failed", "set-incomplete", "20260301", 1],
      ]);
    },
  );

  it.each(plans.slice(0, 50))(
    "while a corrected file comes leaves the newest run last (call $call, took effect: $tookEffect)",
    async (plan) => {
      const world = createMemoryPorts();
      await makeRule(world, task);
      for (const name of [left, right]) await dropIn(world, name);
      const corrected = drop(world, left);
      const pipeline = createDyingPipeline(world, plan);
      pipeline.tell(corrected);

      await pipeline.settle();
      world.time.now = later(20_000);
      await sweepDocuments(world);
      await pipeline.settle();

      const jobs = world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(jobs).toHaveLength(2);
      expect(["cancelled", "succeeded"]).toContain(jobs[0]?.status);
      expect(jobs[1]).toMatchObject({ status: "succeeded", set: { revision: 2 }, files: [{ versionId: corrected.versionId }, {}] });
    },
  );
});
