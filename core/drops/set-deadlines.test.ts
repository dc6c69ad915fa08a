import { beforeEach, describe, expect, it } from "vitest";
import { retryJob } from "../jobs/retry-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import type { Deadline } from "./rule.ts";
import { changeRule } from "./save-rule.ts";
import { sweepDocuments } from "./sweep-documents.ts";
import { dropIn, makeRule, sampleRule } from "./testing/dropped-files.ts";

let world: MemoryPorts;
beforeEach(() => {
  world = createMemoryPorts();
});

const day = "20260301";
const left = `left_${day}.csv`;
const right = `right_${day}.csv`;
const jobs = () => world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));

async function sweepAt(seconds: number): Promise<void> {
  world.time.now = later(seconds);
  await sweepDocuments(world);
}

describe("a deadline", () => {
  it("makes what is not complete a failed job that names what is missing, once; it runs when that comes after all", async () => {
    await makeRule(world, { waitSeconds: 600 });
    await dropIn(world, left);
    await sweepAt(599);
    expect(jobs()).toEqual([]);

    await sweepAt(601);
    await sweepAt(700);
    const message = "The set of 2026-03-01 is not complete: right_20260301.csv did not come in time. It is run as soon as it comes.";
    expect(jobs()).toMatchObject([
      { status: "failed", error: { code: "set-incomplete", message }, set: { revision: 1 }, files: [{ name: left }] },
    ]);
    await expect(retryJob(world, { workspace, id: jobs()[0]?.id ?? "" })).rejects.toMatchObject({ code: "wrong-state" });

    await dropIn(world, right);
    expect(jobs()).toMatchObject([{ status: "failed" }, { status: "queued", set: { revision: 2 }, files: [{}, {}] }]);
  });

  it("and the last file are one or the other, never both", async () => {
    await makeRule(world, { waitSeconds: 600 });
    await dropIn(world, left);
    world.time.now = later(601);

    await Promise.all([sweepDocuments(world), dropIn(world, right)]);

    expect(jobs().filter(({ status }) => status === "queued")).toHaveLength(1);
    expect(jobs().at(-1)).toMatchObject({ status: "queued" });
  });

  const daily: Deadline = { time: "12:00", zone: "Europe/Berlin", daysLater: 0, days: "every" };

  it("of each day notices a day on which nothing came", async () => {
    // It is 11:00 in Berlin on Sunday, 1 March.
    const rule = await makeRule(world, { deadline: daily });
    await sweepAt(3599);
    expect(jobs()).toEqual([]);

    await sweepAt(3601);
    await sweepAt(3700);

    const message =
      "The set of 2026-03-01 is not complete: none of its files came by 12:00 (Europe/Berlin). Missing: left_20260301.csv and right_20260301.csv. It is run as soon as they come.";
    expect(jobs()).toMatchObject([{ status: "failed", error: { code: "set-incomplete", message }, files: [], set: { rule: rule.id } }]);
    await dropIn(world, left);
    await dropIn(world, right);
    expect(jobs()).toMatchObject([{ status: "failed" }, { status: "queued", set: { date: day, revision: 2 } }]);
  });

  it("of each day makes up for days on which nobody looked, and leaves out those on which nothing is expected", async () => {
    await makeRule(world, { deadline: { ...daily, days: "weekdays" } });

    await sweepAt(9 * 86_400);

    const dates = jobs().map(({ set }) => set?.date);
    expect(dates.sort()).toEqual(["20260302", "20260303", "20260304", "20260305", "20260306", "20260309"]);
  });

  it("of each day says nothing of a day that was complete, nor once the rule is switched off", async () => {
    const rule = await makeRule(world, { deadline: daily });
    await dropIn(world, left);
    await dropIn(world, right);
    await sweepAt(3700);
    expect(jobs()).toHaveLength(1);

    await changeRule(world, workspace, rule.id, { ...sampleRule, deadline: daily, enabled: false });
    await sweepAt(5 * 86_400);
    expect(jobs()).toHaveLength(1);
  });

  it("long past does not make a file of an old day late at once", async () => {
    await makeRule(world, { deadline: daily, waitSeconds: 600 });
    await dropIn(world, "left_20250101.csv");
    await sweepAt(500);
    expect(jobs()).toEqual([]);

    await dropIn(world, "right_20250101.csv");
    expect(jobs()).toMatchObject([{ status: "queued" }]);
  });
});
