import { beforeEach, describe, expect, it } from "vitest";
import { changeJob } from "../jobs/change-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { getSet, listSets } from "./list-sets.ts";
import { sweepDocuments } from "./sweep-documents.ts";
import { dropIn, makeRule } from "./testing/dropped-files.ts";

let world: MemoryPorts;
beforeEach(() => {
  world = createMemoryPorts();
});

const left = "left_20260301.csv";
const right = "right_20260301.csv";
const march = { from: "20260301", to: "20260331", limit: 10 };

async function look() {
  const { sets } = await listSets(world, workspace, march);
  return sets.map(({ state, slots }) => [state, ...slots.map((slot) => slot.state)]);
}

describe("a set, as it is shown", () => {
  it("goes from waiting to done", async () => {
    await makeRule(world);
    await dropIn(world, left);
    expect(await look()).toEqual([["waiting", "here", "awaited"]]);

    await dropIn(world, right);
    expect(await look()).toEqual([["complete", "here", "here"]]);

    const ref = { workspace, id: world.jobs.all()[0]?.id ?? "" };
    const { job } = await changeJob(world, ref, { type: "claim" });
    expect(await look()).toEqual([["running", "here", "here"]]);

    const outcome = { counts: { in: 0, out: 0, rejected: 0, filtered: 0 }, issues: [], results: [] };
    await changeJob(world, ref, { type: "succeed", attempt: job.attempt, outcome });
    expect(await look()).toEqual([["done", "here", "here"]]);

    await deleteJob(world, ref);
    expect(await look()).toEqual([["done", "here", "here"]]);
  });

  it("names what is missing, then what was late, and both its deliveries", async () => {
    await makeRule(world, { waitSeconds: 600 });
    await dropIn(world, left);
    world.time.now = later(601);
    await sweepDocuments(world);
    expect(await look()).toEqual([["incomplete", "here", "missing"]]);

    await dropIn(world, right);
    await dropIn(world, left);
    const [listed] = (await listSets(world, workspace, march)).sets;
    const set = await getSet(world, workspace, listed?.id ?? "");

    expect(set.slots).toMatchObject([
      { name: left, state: "here", file: { name: left, size: 7 } },
      { name: right, state: "late" },
    ]);
    expect(listed?.revisions.map(({ revision }) => revision)).toEqual([3]);
    expect(set.revisions.map(({ kind, status }) => [kind, status])).toEqual([
      ["incomplete", "failed"],
      ["run", "cancelled"],
      ["run", "queued"],
    ]);
  });

  it("is one of its days and of its workspace only", async () => {
    await makeRule(world);
    await dropIn(world, left);
    const [set] = (await listSets(world, workspace, march)).sets;
    const stranger = createWorkspaceId();

    expect((await listSets(world, workspace, { ...march, from: "20260302" })).sets).toEqual([]);
    expect((await listSets(world, stranger, march)).sets).toEqual([]);
    await expect(getSet(world, stranger, set?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
  });
});
