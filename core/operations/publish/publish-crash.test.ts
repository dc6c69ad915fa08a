import { describe, expect, it } from "vitest";
import { deleteJob } from "../../jobs/delete-job.ts";
import { type CrashPlan, createCrashingPorts } from "../../jobs/testing/crashing-ports.ts";
import { createPipeline } from "../../jobs/testing/pipeline.ts";
import { later, sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import { unsettledPrefix } from "../../lake/lake-keys.ts";
import { listPublications } from "../../lake/publication-documents.ts";
import { createPublishWorld, type PublishWorld, publish, rowsOf, send } from "./testing/publish-world.ts";

const ref = { workspace, table: "orders" };
const params = { dataset: "orders", time: "t", corrects: "same-name" };
const first = { params, content: "a,t\n1,2026-01-31 01:00\n2,2026-01-31 02:00\n" };
const second = { params, content: "a,t,b\n3,2026-01-31 02:00,x\nno,never,x\n4,2026-01-31 03:00,y\n" };
const other = { params, content: "a,t\n9,2026-01-31 02:00\n", name: "b.csv" };
const longest = 110;

/** Every invocation is a new process; the calls of the earlier ones count towards the plan. */
function dyingPipeline(world: PublishWorld, plan: CrashPlan) {
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

async function published() {
  const world = createPublishWorld();
  await publish(world, first);
  await publish(world, other);
  return world;
}

async function cells(world: PublishWorld) {
  return (await rowsOf(world, "orders")).map(({ a, b, at }) => [a, b, at]).toSorted();
}

/** The commit itself is tried at each call, beside it: core/lake/commit-publication.test.ts. */
const plans = Array.from({ length: Math.floor(longest / 3) }, (_, index) => ({ call: 3 * index + 1, tookEffect: index % 2 === 0 }));

describe("a process that dies at any call to the outside", () => {
  it.each(plans)("while it publishes leaves the right rows, once (call $call, took effect: $tookEffect)", async (plan) => {
    const world = await published();
    const { job, object } = await send(world, second);
    const { pipeline } = dyingPipeline(world, plan);
    pipeline.tell(object);

    await pipeline.settle();

    expect(await world.jobs.get(workspace, job.id)).toMatchObject({
      status: "succeeded",
      counts: { in: 3, out: 2, rejected: 1, filtered: 0 },
      published: { table: "orders", rows: 2, files: 2 },
    });
    expect(await cells(world)).toEqual([
      ["3", "x", "1-31 2"],
      ["4", "y", "1-31 3"],
      ["9", undefined, "1-31 2"],
    ]);
    expect((await listPublications(world.documents, ref)).map(({ source, rows }) => [source, rows])).toEqual([
      ["b.csv", 1],
      ["a.csv", 2],
    ]);
    expect(world.objects.keys("lake").filter((key) => key.startsWith(unsettledPrefix(ref)))).toEqual([]);
    expect(pipeline.deadLetters).toEqual([]);
    expect(world.scratch.left()).toBe(0);
  });

  it.each(plans.filter(({ call }) => call <= 50))(
    "while a job is deleted takes its rows along after the sweep (call $call, took effect: $tookEffect)",
    async (plan) => {
      const world = createPublishWorld();
      const job = await publish(world, first);
      await publish(world, other);
      const dying = createCrashingPorts(world, plan);

      await Promise.allSettled([deleteJob(dying.ports, job)]);
      if ((await world.jobs.get(workspace, job.id))?.deletedAt === undefined) await deleteJob(world, job);
      world.time.now = later(3600);
      await createPipeline(world).settle();

      expect(await cells(world)).toEqual([["9", undefined, "1-31 2"]]);
      expect(world.objects.keys("lake").filter((key) => key.includes(job.id) || key.startsWith(unsettledPrefix(ref)))).toEqual([]);
      expect((await listPublications(world.documents, ref)).map(({ source }) => source)).toEqual(["b.csv"]);
    },
  );
});

it("the plans reach beyond the last call of a publication", async () => {
  const world = await published();
  const { object } = await send(world, second);
  const { pipeline, calls } = dyingPipeline(world, { call: 0, tookEffect: false });
  pipeline.tell(object);

  await pipeline.settle();

  expect(calls()).toBeGreaterThan(longest / 3);
  expect(calls()).toBeLessThan(longest);
});
