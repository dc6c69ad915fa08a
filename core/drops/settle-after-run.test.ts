import { expect, test } from "vitest";
import { AppError } from "../app-error.ts";
import { changeJob } from "../jobs/change-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { settleAfterRun } from "./settle-after-run.ts";
import { dropIn, makeRule } from "./testing/dropped-files.ts";

const jobsOf = (world: MemoryPorts) => world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));

/** A set whose first delivery can no longer be cancelled when a corrected file comes. */
async function applyingSet() {
  const world = createMemoryPorts();
  await makeRule(world);
  await dropIn(world, "left_20260301.csv");
  await dropIn(world, "right_20260301.csv");
  const [first] = jobsOf(world);
  if (!first?.set) throw new Error("The set made no job.");
  await changeJob(world, first, { type: "claim" });
  await changeJob(world, first, { type: "begin-apply", attempt: 1 });
  world.time.now = later(60);
  await dropIn(world, "left_20260301.csv", "id\r\n2\r\n");
  const before = jobsOf(world).length;
  const outcome = { counts: { in: 1, out: 1, rejected: 0, filtered: 0 }, issues: [], results: [] };
  const { job } = await changeJob(world, first, { type: "succeed", attempt: 1, outcome });
  return { world, job, set: first.set, before };
}

test("a delivery that waited for the one before is run when that has ended, without the sweep", async () => {
  const { world, job, set, before } = await applyingSet();

  await settleAfterRun(world, job, set);
  await settleAfterRun(world, job, set);

  expect(before).toBe(1);
  expect(jobsOf(world).map(({ status, set }) => [status, set?.revision])).toEqual([
    ["succeeded", 1],
    ["queued", 2],
  ]);
  expect(world.sent.filter(({ queue }) => queue === "work")).toHaveLength(2);
});

test("a table that does not answer leaves it to the sweep, and what has ended has ended", async () => {
  const { world, job, set } = await applyingSet();
  world.documents.list = async () => {
    throw new AppError("unavailable", "The table does not answer.", { retryable: true });
  };

  await settleAfterRun(world, { ...job, workspace }, set);

  expect(jobsOf(world)).toHaveLength(1);
  expect(world.told.map(({ message }) => message)).toContain("Set left to the sweep");
});
