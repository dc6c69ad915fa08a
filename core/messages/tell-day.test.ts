import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../app-error.ts";
import { Crash, type CrashPlan, createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import type { Ports } from "../ports/ports.ts";
import { SetMessages } from "./set-messages.ts";
import { SetTally } from "./set-tally.ts";
import { type ReadDay, tellDay } from "./tell-day.ts";
import { type DaySays, hear, spentByCustomer } from "./testing/day-deliveries.ts";

const first: DaySays = { ann: { o1: ["20", "55"], o2: ["12.5"] }, bob: {}, eve: { o3: ["1"] } };
const corrected: DaySays = { ann: { o1: ["20", "55"], o2: ["12.5"] }, bob: { o4: ["3", "none"] } };

function toReadDay(day: DaySays): ReadDay {
  const tally = new SetTally();
  let line = 2;
  for (const customer of Object.keys(day)) tally.addCustomer({ line: line++, customer });
  const orders = Object.entries(day).flatMap(([customer, some]) =>
    Object.entries(some).map(([order, prices]) => ({ customer, order, prices })),
  );
  for (const { customer, order } of orders) tally.addOrder({ line: line++, customer, order });
  for (const { order, prices } of orders) {
    for (const [n, price] of prices.entries()) tally.addItem({ line: line++, order, price, item: `${order}-${n}`, decimalComma: false });
  }
  return { date: "20261121", tally, messages: new SetMessages(tally, { customers: "c.csv", orders: "o.csv", items: "i.csv" }) };
}

interface Delivery {
  job: string;
  day: DaySays;
}

async function tell({ ledger, queue, now }: Pick<Ports, "ledger" | "queue" | "now">, { job, day }: Delivery) {
  const services = { workspace, job, now, ledger, queue, leaseSeconds: 60, beginApply: async () => undefined };
  return await tellDay({ services, signal: new AbortController().signal }, toReadDay(day), async () => undefined);
}

/** As the Work queue does: again after a death or when it is not yet its turn, until the job has ended. */
async function tellToTheEnd(world: MemoryPorts, delivery: Delivery, portsOf: (attempt: number) => Pick<Ports, "ledger" | "queue" | "now">) {
  for (let attempt = 1; attempt <= 10; attempt++) {
    try {
      await tell(portsOf(attempt), delivery);
      return "told";
    } catch (error) {
      if (isAppError(error) && error.code === "conflict") return "refused";
      if (!(error instanceof Crash) && !(isAppError(error) && error.retryable)) throw error;
      world.time.now = new Date(world.time.now.getTime() + 20_000);
    }
  }
  throw new Error("It does not come to an end.");
}

const aliveAfterwards = (world: MemoryPorts, plan: CrashPlan) => {
  const { ports } = createCrashingPorts(world, plan);
  return (attempt: number) => (attempt === 1 ? ports : world);
};

describe("a process that dies at any call to the ledger or the queue", () => {
  const plans = Array.from({ length: 28 }, (_, index) => [true, false].map((tookEffect) => ({ call: index + 1, tookEffect }))).flat();

  it("is tried beyond the last call", async () => {
    const world = createMemoryPorts();
    const counting = createCrashingPorts(world, { call: 0, tookEffect: false });

    await tell(counting.ports, { job: "1", day: first });

    expect(counting.calls()).toBeGreaterThan(20);
    expect(counting.calls()).toBeLessThan(28);
  });

  it.each(plans)("leaves what the last delivery says, and a replay sends nothing (call $call, took effect: $tookEffect)", async (plan) => {
    const world = createMemoryPorts();

    await tellToTheEnd(world, { job: "1", day: first }, aliveAfterwards(world, plan));
    const sentFirst = world.batched.length;
    await tellToTheEnd(world, { job: "2", day: corrected }, aliveAfterwards(world, plan));
    const sent = world.batched.length;
    await tellToTheEnd(world, { job: "3", day: corrected }, () => world);

    expect(world.batched.length).toBe(sent);
    expect([3, 6]).toContain(sentFirst);
    expect([3, 6]).toContain(sent - sentFirst);
    expect(spentByCustomer(world.batched)).toEqual({ ann: [2, 87.5], bob: [1, 3], eve: [0, 0] });
    expect(hear(world.batched).filter(({ type }) => type === "error_message")).toHaveLength(1);
    expect(world.ledger.all().every((entry) => entry.sent)).toBe(true);
  });

  it("and does not come back leaves the day to the next job, once its time is up", async () => {
    const world = createMemoryPorts();
    const { ports } = createCrashingPorts(world, { call: 21, tookEffect: true });
    await expect(tell(ports, { job: "1", day: first })).rejects.toThrow(Crash);

    await expect(tell(world, { job: "2", day: corrected })).rejects.toMatchObject({ code: "unavailable", retryable: true });
    world.time.now = new Date(world.time.now.getTime() + 61_000);
    await tell(world, { job: "2", day: corrected });

    expect(spentByCustomer(world.batched)).toMatchObject({ ann: [2, 87.5], bob: [1, 3] });
    expect(hear(world.batched).length).toBeGreaterThan(0);
  });
});

describe("an older delivery after a later one", () => {
  it("is refused where it says something else, and fine where it says the same", async () => {
    const world = createMemoryPorts();
    await tell(world, { job: "2", day: first });

    await expect(tell(world, { job: "1", day: corrected })).rejects.toMatchObject({ code: "conflict", retryable: false });
    await expect(tell(world, { job: "1", day: first })).resolves.toMatchObject({ sent: 0, unchanged: 3 });

    expect(world.batched).toHaveLength(3);
  });

  it("has to wait while that one is not done", async () => {
    const world = createMemoryPorts();
    const { ports } = createCrashingPorts(world, { call: 21, tookEffect: true });
    await expect(tell(ports, { job: "2", day: first })).rejects.toThrow(Crash);
    world.time.now = new Date(world.time.now.getTime() + 61_000);

    await expect(tell(world, { job: "1", day: corrected })).rejects.toMatchObject({ code: "unavailable", retryable: true });
  });
});

const price = fc.constantFrom("1", "2.5", "0.10", "-1", "x");
const anyDay: fc.Arbitrary<DaySays> = fc.dictionary(
  fc.constantFrom("a", "b", "c", "d"),
  fc.dictionary(fc.constantFrom("o1", "o2", "o3"), fc.array(price, { maxLength: 2 }), { maxKeys: 2 }),
  { maxKeys: 4 },
);

async function expectLastHeard(world: MemoryPorts, last: DaySays): Promise<void> {
  const alone = createMemoryPorts();
  await tell(alone, { job: "1", day: last });
  const heard = spentByCustomer(world.batched);
  const expected = spentByCustomer(alone.batched);
  const gone = Object.keys(heard).filter((customer) => !(customer in expected));
  expect(heard).toEqual({ ...expected, ...Object.fromEntries(gone.map((customer) => [customer, [0, 0]])) });
}

describe("whatever days are delivered", () => {
  const plan = fc.record({ call: fc.integer({ min: 1, max: 28 }), tookEffect: fc.boolean() });

  it("one after the other, with any deaths, the other system knows what the last one says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyDay, plan, fc.boolean()), { minLength: 1, maxLength: 5 }), async (deliveries) => {
        const world = createMemoryPorts();
        for (const [index, [day, crash, again]] of deliveries.entries()) {
          const delivery = { job: String(index), day };
          await tellToTheEnd(world, delivery, aliveAfterwards(world, crash));
          const sent = world.batched.length;
          if (again) await tellToTheEnd(world, delivery, () => world);
          expect(world.batched.length).toBe(sent);
        }
        await expectLastHeard(world, deliveries.at(-1)?.[0] ?? {});
      }),
      { numRuns: 150 },
    );
  });

  it("at the same time and call by call in any order, none speaks into another's, and the latest prevails", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDay, { minLength: 2, maxLength: 3 }), fc.scheduler(), async (days, scheduler) => {
        const world = createMemoryPorts();
        const queue = { ...world.queue, sendBatch: scheduler.scheduleFunction(world.queue.sendBatch) };
        const { take, keep, read, write } = world.ledger;
        const ledger = {
          take: scheduler.scheduleFunction(take),
          keep: scheduler.scheduleFunction(keep),
          read: scheduler.scheduleFunction(read),
          write: scheduler.scheduleFunction(write),
        };
        const ports = { ledger, queue, now: world.now };
        const telling = days.map(async (day, index) => {
          for (;;) {
            const ended = await tell(ports, { job: String(index), day }).catch((error: unknown) => {
              if (isAppError(error) && error.code === "conflict") return "refused";
              if (isAppError(error) && error.retryable) return "later";
              throw error;
            });
            if (ended !== "later") return;
          }
        });

        await scheduler.waitFor(Promise.all(telling));

        await expectLastHeard(world, days.at(-1) ?? {});
      }),
      { numRuns: 60 },
    );
  });
});
