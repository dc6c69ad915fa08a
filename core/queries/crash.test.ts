import { describe, expect, it } from "vitest";
import { type CrashPlan, createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { cancelQuery } from "./cancel-query.ts";
import { createQuery } from "./create-query.ts";
import { listQueries } from "./list-queries.ts";
import { makeResult } from "./make-result.ts";
import type { PerformPorts } from "./perform-query.ts";
import { sweepQuery } from "./sweep-query.ts";
import { ask, createQueryWorld, pageOf, type QueryWorld, sampleAnswer, settle, stored } from "./testing/query-world.ts";

const everyCall = Array.from({ length: 40 }, (_, index) => index + 1);
const plans: CrashPlan[] = everyCall.flatMap((call) => [true, false].map((tookEffect) => ({ call, tookEffect })));
const wish = { sql: "SELECT * FROM orders", engine: "auto", dryRun: false, to: "csv" } as const;

/** Lets time pass, with the sweep, until nothing is owed any more. */
async function sweepOn(world: QueryWorld): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await settle(world);
    world.time.now = new Date(world.time.now.getTime() + 130_000);
    for (const document of await world.documents.listDue(world.now().toISOString(), 100)) await sweepQuery(world, document);
  }
}

/** Each process has engines of its own; the calls of all count towards the plan. */
function dyingOnce(world: QueryWorld, plan: CrashPlan): () => PerformPorts {
  let left = plan;
  let dying = createCrashingPorts(world, left);
  return () => {
    left = { ...left, call: dying.isDead() ? 0 : left.call - dying.calls() };
    dying = createCrashingPorts(world, left);
    return { ...dying.ports, lakeEngine: world.lakeEngine, queryEngines: world.queryEngines };
  };
}

async function expectOneAnswer(world: QueryWorld, id: string): Promise<void> {
  const query = await stored(world, id);
  expect(query).toMatchObject({ status: "succeeded", rowCount: 2, making: [], results: [{ name: "output.csv", rows: 2 }] });
  expect((await pageOf(world, id)).page.rows).toEqual(sampleAnswer.rows);
  expect(world.objects.text("results", `queries/${workspace}/${id}/${query.answer?.run}/output.csv`)).toContain("id,name");
}

it("the plans reach beyond the last call of the longest way", async () => {
  const world = createQueryWorld();
  const counting = createCrashingPorts(world, { call: 0, tookEffect: false });
  await ask(world, wish);

  await settle(world, () => ({ ...counting.ports, lakeEngine: world.lakeEngine, queryEngines: world.queryEngines }));

  expect(counting.calls()).toBeGreaterThan(15);
  expect(counting.calls()).toBeLessThan(everyCall.length);
});

describe("a process that dies at any call to the outside", () => {
  it.each(plans.filter(({ call }) => call < 6))(
    "while a query is asked for leaves none, or one that is run ($call, $tookEffect)",
    async (plan) => {
      const world = createQueryWorld();
      const { ports } = createCrashingPorts(world, plan);

      await Promise.allSettled([createQuery(ports, { workspace, wish })]);
      await sweepOn(world);

      const { queries } = await listQueries(world, { workspace, limit: 10 });
      expect(queries.length).toBeLessThanOrEqual(1);
      for (const { id } of queries) await expectOneAnswer(world, id);
    },
  );

  it.each(plans)("while a query is run leaves one answer (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createQueryWorld();
    const id = await ask(world, wish);

    await settle(world, dyingOnce(world, plan));
    await sweepOn(world);

    await expectOneAnswer(world, id);
  });

  it.each(plans)("while a file is made leaves that file (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createQueryWorld();
    const id = await ask(world);
    await settle(world);
    await makeResult(world, { ref: { workspace, id }, to: "csv" });

    await settle(world, dyingOnce(world, plan));
    await sweepOn(world);

    await expectOneAnswer(world, id);
  });

  it.each(plans.filter(({ call }) => call < 6))(
    "while a query is deleted leaves one that can be deleted ($call, $tookEffect)",
    async (plan) => {
      const world = createQueryWorld();
      const id = await ask(world);
      await settle(world);
      const ref = { workspace, id };

      await Promise.allSettled([cancelQuery(createCrashingPorts(world, plan).ports, { ref, onlyStop: false })]);
      await Promise.allSettled([cancelQuery(world, { ref, onlyStop: false })]);

      expect(await world.documents.get({ workspace, kind: "query", id })).toBeNull();
      expect(world.objects.keys("results")).toEqual([]);
    },
  );
});
