import { beforeEach, describe, expect, it } from "vitest";
import { acceptUpload } from "../jobs/accept-upload.ts";
import { changeJob } from "../jobs/change-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { deleteRule } from "./delete-rule.ts";
import { changeRule } from "./save-rule.ts";
import { sweepDocuments } from "./sweep-documents.ts";
import { drop, dropIn, makeRule, sampleRule } from "./testing/dropped-files.ts";

let world: MemoryPorts;
beforeEach(() => {
  world = createMemoryPorts();
});

const day = "20260301";
const left = `left_${day}.csv`;
const right = `right_${day}.csv`;
const jobs = () => world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));
const versionsOf = (files: readonly { versionId?: string }[] = []) => files.map(({ versionId }) => versionId);

async function sweepAt(seconds: number): Promise<void> {
  world.time.now = later(seconds);
  await sweepDocuments(world);
}

async function endJob(id: string, type: "fail" | "succeed" = "succeed"): Promise<void> {
  const ref = { workspace, id };
  const { job } = await changeJob(world, ref, { type: "claim" });
  const outcome = { counts: { in: 0, out: 0, rejected: 0, filtered: 0 }, issues: [], results: [] };
  const error = { code: "empty-file", message: "Empty." } as const;
  await changeJob(world, ref, type === "succeed" ? { type, attempt: job.attempt, outcome } : { type, attempt: job.attempt, error });
}

describe("a set", () => {
  it("runs once all its files are here, in the order of its rule, whatever the folder", async () => {
    const rule = await makeRule(world);
    await dropIn(world, `partner/${right}`);
    expect(jobs()).toEqual([]);

    await dropIn(world, left);

    expect(jobs()).toMatchObject([
      {
        status: "queued",
        source: "drop",
        operation: "convert",
        files: [
          { n: 0, name: left },
          { n: 1, name: right },
        ],
        set: { rule: rule.id, date: day, revision: 1 },
        pending: [],
      },
    ]);
    expect(world.sent.filter(({ queue }) => queue === "work")).toHaveLength(1);
  });

  it("of one day waits for nothing of another", async () => {
    await makeRule(world);

    await dropIn(world, left);
    await dropIn(world, "right_20260302.csv");

    expect(jobs()).toEqual([]);
  });

  it("that is told of twice is run once", async () => {
    await makeRule(world);
    const told = [drop(world, left), drop(world, right)];

    for (const object of [...told, ...told]) await acceptUpload(world, object);

    expect(jobs()).toHaveLength(1);
  });

  it("goes on by the rule it began with when the rule changes, is switched off or deleted", async () => {
    const rule = await makeRule(world);
    const told = drop(world, left);
    await acceptUpload(world, told);
    await changeRule(world, workspace, rule.id, { ...sampleRule, params: { to: "csv" } });

    // Told of again, it is where it was; a new file goes to the new version's set.
    await acceptUpload(world, told);
    await dropIn(world, right);
    await dropIn(world, `again/${left}`);

    expect(jobs()).toMatchObject([{ params: { to: "csv" }, set: { revision: 1 } }]);
    await deleteRule(world, workspace, rule.id);
    await sweepAt(86_500);
    expect(jobs().map(({ status }) => status)).toEqual(["queued", "failed"]);
  });
});

describe("a corrected file", () => {
  it("makes the next delivery of the day, once the one before has ended", async () => {
    await makeRule(world);
    await dropIn(world, left);
    await dropIn(world, right);
    const [first] = jobs();
    await endJob(first?.id ?? "");

    await dropIn(world, right, "id\r\n2\r\n");

    const [before, after] = jobs();
    expect(before).toMatchObject({ status: "succeeded", set: { revision: 1 } });
    expect(after).toMatchObject({ status: "queued", set: { revision: 2 } });
    expect(versionsOf(after?.files)).toEqual(["v1", "v3"]);
  });

  it("takes the place of a delivery that waits to be run", async () => {
    await makeRule(world);
    await dropIn(world, left);
    await dropIn(world, right);

    await dropIn(world, left);

    expect(jobs().map(({ status, set }) => [status, set?.revision])).toEqual([
      ["cancelled", 1],
      ["queued", 2],
    ]);
  });

  it("waits for a delivery that has begun to change what is stored", async () => {
    await makeRule(world);
    await dropIn(world, left);
    await dropIn(world, right);
    const [first] = jobs();
    const { job } = await changeJob(world, { workspace, id: first?.id ?? "" }, { type: "claim" });
    await changeJob(world, job, { type: "begin-apply", attempt: job.attempt });

    await dropIn(world, left);
    await sweepAt(100);
    expect(jobs()).toMatchObject([{ status: "running" }]);

    const outcome = { counts: { in: 0, out: 0, rejected: 0, filtered: 0 }, issues: [], results: [] };
    await changeJob(world, job, { type: "succeed", attempt: job.attempt, outcome });
    await sweepAt(160);
    expect(jobs()).toMatchObject([
      { status: "succeeded", set: { revision: 1 } },
      { status: "queued", set: { revision: 2 } },
    ]);
  });

  it("that is older than the one that is here changes nothing", async () => {
    await makeRule(world);
    const [older, newer, other] = [drop(world, left), drop(world, left), drop(world, right)];
    for (const object of [newer, other, older]) await acceptUpload(world, object);

    expect(jobs()).toHaveLength(1);
    expect(versionsOf(jobs()[0]?.files)).toEqual([newer.versionId, other.versionId]);
  });

  it("that comes after the corrections have ended becomes a job that says so", async () => {
    await makeRule(world, { correctionSeconds: 3600 });
    await dropIn(world, left);
    await dropIn(world, right);
    world.time.now = later(3601);

    await dropIn(world, right);

    expect(jobs()).toMatchObject([
      { status: "queued", set: { revision: 1 } },
      { status: "failed", error: { code: "wrong-state", message: expect.stringContaining("2026-03-01") } },
    ]);
  });

  it("keeps the delivery before it from being run again", async () => {
    await makeRule(world);
    await dropIn(world, left);
    await dropIn(world, right);
    const first = jobs()[0]?.id ?? "";
    await endJob(first, "fail");
    await dropIn(world, right);

    await expect(retryJob(world, { workspace, id: first })).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("knows its first delivery's job after more corrections than it remembers", async () => {
    await makeRule(world);
    await dropIn(world, left);
    await dropIn(world, right);
    const first = jobs()[0]?.id ?? "";
    for (let corrections = 0; corrections < 21; corrections++) await dropIn(world, right);

    await expect(retryJob(world, { workspace, id: first })).rejects.toMatchObject({ code: "wrong-state" });
    await deleteJob(world, { workspace, id: first });

    const newest = jobs().at(-1);
    expect(newest).toMatchObject({ status: "queued", set: { revision: 22 } });
    for (const { key, versionId = "" } of newest?.files ?? []) expect(await world.objects.head("uploads", key, versionId)).not.toBeNull();
  });

  it("finds the other files, though the job that they were in was deleted; they are gone with the last job", async () => {
    await makeRule(world, { correctionSeconds: 3600 });
    await dropIn(world, left);
    await dropIn(world, right);
    const first = jobs()[0]?.id ?? "";
    await endJob(first);
    await deleteJob(world, { workspace, id: first });
    await dropIn(world, right);
    const second = jobs()[1]?.id ?? "";
    await endJob(second);
    expect(world.objects.keys("uploads")).toHaveLength(3);

    await deleteJob(world, { workspace, id: second });
    expect(world.objects.keys("uploads")).toHaveLength(3);
    await sweepAt(3700);
    expect(world.objects.keys("uploads")).toEqual([`drops/${workspace}/${right}`]);
  });
});
