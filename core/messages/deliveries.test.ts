import { describe, expect, it } from "vitest";
import type { UploadedObject } from "../jobs/accept-upload.ts";
import { createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { createPipeline } from "../jobs/testing/pipeline.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import type { Ports } from "../ports/ports.ts";
import { type DaySays, deliverDay, hear, spentByCustomer } from "./testing/day-deliveries.ts";

const date = "20261121";
const first: DaySays = { ann: { o1: ["20", "55"], o2: ["12.5"] }, bob: {}, eve: { o3: ["1"] } };
/** Bob bought something, Eve is gone, a price is none; Ann stays as she was. */
const corrected: DaySays = { ann: { o1: ["20", "55"], o2: ["12.5"] }, bob: { o4: ["3", "none"] } };

const bodies = (world: MemoryPorts) => world.batched.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const briefly = ({ customer_reference, number_of_orders, total_amount_spent, code }: Record<string, unknown>) => [
  customer_reference,
  ...(code === undefined ? [number_of_orders, total_amount_spent] : [code]),
];

async function settled(world: MemoryPorts, day: DaySays, next?: () => Ports): Promise<void> {
  const pipeline = createPipeline(world, next);
  const job = await deliverDay(world, pipeline, { workspace, date, day });
  await pipeline.settle();
  expect(await world.jobs.get(workspace, job.id)).toMatchObject({ status: "succeeded" });
}

describe("a day that is delivered", () => {
  it("is sent once, with what each message is known by", async () => {
    const world = createMemoryPorts();

    await settled(world, first);

    expect(bodies(world).map(briefly)).toEqual([
      ["ann", 2, 87.5],
      ["bob", 0, 0],
      ["eve", 1, 1],
    ]);
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    for (const { attributes } of world.batched) expect(attributes).toEqual({ id: hash, subject: hash, revision: 1, content: hash });
    expect(world.ledger.all().every(({ sent, revision }) => sent && revision === 1)).toBe(true);
  });

  it("is not sent again when it comes again", async () => {
    const world = createMemoryPorts();
    await settled(world, first);
    const sent = world.batched.length;

    await settled(world, first);

    expect(world.batched.length).toBe(sent);
  });

  it("sends only what a correction changes, with the next revision; a customer that is gone gets nothing and 0", async () => {
    const world = createMemoryPorts();
    await settled(world, first);
    world.batched.splice(0);

    await settled(world, corrected);
    await settled(world, corrected);

    expect(bodies(world).map(briefly)).toEqual([
      ["bob", 1, 3],
      ["eve", 0, 0],
      ["bob", "bad-price"],
    ]);
    expect(world.batched.map(({ attributes }) => attributes.revision)).toEqual([2, 2, 1]);
    const jobs = world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));
    const reports = jobs.map(({ id, attempt }) =>
      JSON.parse(world.objects.text("results", `results/${workspace}/${id}/${attempt}/report.json`)),
    );
    expect(reports.map(([{ messages }]) => [messages.sent, messages.unchanged, messages.vanishedCustomers])).toEqual([
      [3, 0, 0],
      [3, 1, 1],
      [0, 4, 1],
    ]);
  });

  it("says again what it said before the correction, as a revision of its own", async () => {
    const world = createMemoryPorts();
    await settled(world, first);
    await settled(world, corrected);
    world.batched.splice(0);

    await settled(world, first);

    expect(world.batched.map(({ body, attributes }) => [...briefly(JSON.parse(body)), attributes.revision])).toEqual([
      ["bob", 0, 0, 3],
      ["eve", 1, 1, 3],
    ]);
  });

  it("keeps other dates and other workspaces out", async () => {
    const world = createMemoryPorts();
    const pipeline = createPipeline(world);
    await settled(world, first);
    const ids = new Set(world.batched.map(({ attributes }) => attributes.id));

    await deliverDay(world, pipeline, { workspace: `ws_${"1".repeat(26)}`, date, day: { ann: {} } });
    await deliverDay(world, pipeline, { workspace, date: "20261122", day: { ann: {} } });
    await pipeline.settle();

    const others = world.batched.slice(ids.size);
    expect(others.map(({ attributes }) => [ids.has(attributes.id ?? ""), attributes.revision])).toEqual([
      [false, 1],
      [false, 1],
    ]);
  });

  it("is not sent over a later one that said something else", async () => {
    const world = createMemoryPorts();
    const pipeline = createPipeline(world);
    const lateObjects: UploadedObject[] = [];
    const late = await deliverDay(world, { tell: (object) => void lateObjects.push(object) }, { workspace, date, day: first });
    await settled(world, corrected);
    for (const object of lateObjects) pipeline.tell(object);

    await pipeline.settle();

    expect(await world.jobs.get(workspace, late.id)).toMatchObject({ status: "failed", error: { code: "conflict" } });
    expect(spentByCustomer(world.batched)).toEqual({ ann: [2, 87.5], bob: [1, 3] });
  });
});

describe("a process that dies on the way from upload to result", () => {
  const plans = [14, 18, 22, 40, 46, 48, 50, 52, 56].map((call) => ({ call, tookEffect: call % 4 === 0 }));

  it.each(plans)("leaves what the last delivery says (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();
    let calls = 0;
    let current = createCrashingPorts(world, plan);
    // Each invocation is a new process; the calls of the earlier ones count towards the plan.
    const next = () => {
      calls += current.calls();
      current = createCrashingPorts(world, { ...plan, call: Math.max(0, plan.call - calls) });
      return current.ports;
    };

    await settled(world, first);
    await settled(world, corrected, next);

    expect(calls + current.calls()).toBeGreaterThan(plan.call);
    expect(spentByCustomer(world.batched)).toEqual({ ann: [2, 87.5], bob: [1, 3], eve: [0, 0] });
    expect(hear(world.batched).filter(({ type }) => type === "error_message")).toHaveLength(1);
  });
});
