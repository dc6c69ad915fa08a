import { beforeEach, describe, expect, it } from "vitest";
import { createJob } from "../jobs/create-job.ts";
import type { Job } from "../jobs/job.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleJob, sampleTime, sampleWorkspace } from "../jobs/testing/sample-job.ts";
import { claimAgain, claimRejects } from "./claim-rejects.ts";

const workspace = sampleWorkspace;
const original = "0".repeat(26);
const fixes = { job: original, rejects: "0-8" };
const sender = (id: string) => ({ workspace, id, operation: "convert" });
const results: Job["results"] = [{ name: "rejects.ndjson", bytes: 100, rows: 12, contentType: "application/x-ndjson" }];

let ports: MemoryPorts;

beforeEach(async () => {
  ports = createMemoryPorts();
  await ports.jobs.insert(sampleJob("succeeded", { results, pending: [] }));
});

const pass = (seconds: number) => {
  ports.time.now = new Date(ports.time.now.getTime() + seconds * 1000);
};
const at = () => ports.now().toISOString();
const reruns = async () => (await ports.jobs.get(workspace, original))?.reruns ?? [];

describe("claiming rejected rows", () => {
  it("says how many they are, and changes nothing when it is done again", async () => {
    expect(await claimRejects(ports, sender("child"), fixes)).toEqual({ ...fixes, rows: 9 });
    const { version } = (await ports.jobs.get(workspace, original)) ?? { version: 0 };

    await claimRejects(ports, sender("child"), fixes);

    expect(await reruns()).toEqual([{ job: "child", rejects: "0-8", rows: 9, at: sampleTime.toISOString() }]);
    expect((await ports.jobs.get(workspace, original))?.version).toBe(version);
  });

  it("leaves them to a job that may be about to be made, and frees them when it was not made for long", async () => {
    await claimRejects(ports, sender("died"), fixes);
    pass(60);
    await expect(claimRejects(ports, sender("other"), fixes)).rejects.toMatchObject({ code: "conflict" });

    pass(600);
    await claimRejects(ports, sender("other"), fixes);

    expect((await reruns()).map(({ job }) => job)).toEqual(["other"]);
  });

  it("frees them when the job that had them failed, but not while that is being tried once more", async () => {
    await claimRejects(ports, sender("child"), fixes);
    pass(10);
    const failed = sampleJob("failed", { id: "child", updatedAt: at(), fixes: { ...fixes, rows: 9 } });
    await ports.jobs.insert(failed);
    pass(10);
    await claimAgain(ports, failed);

    await expect(claimRejects(ports, sender("other"), fixes)).rejects.toMatchObject({ code: "conflict" });

    pass(10);
    await ports.jobs.replace({ ...failed, version: failed.version + 1, updatedAt: at() });
    await claimRejects(ports, sender("other"), { job: original, rejects: "8" });
    expect((await reruns()).map(({ job }) => job)).toEqual(["other"]);
    await expect(claimAgain(ports, failed)).rejects.toMatchObject({ code: "conflict" });
  });

  it("frees them when the one that was to be tried once more stays failed for long", async () => {
    await claimRejects(ports, sender("child"), fixes);
    pass(10);
    const failed = sampleJob("failed", { id: "child", updatedAt: at(), fixes: { ...fixes, rows: 9 } });
    await ports.jobs.insert(failed);
    pass(10);
    await claimAgain(ports, failed);

    pass(600);
    await claimRejects(ports, sender("other"), fixes);

    expect((await reruns()).map(({ job }) => job)).toEqual(["other"]);
  });

  it("does not keep a job from being tried again whose original is gone", async () => {
    const orphan = sampleJob("failed", { id: "child", fixes: { job: "nowhere", rejects: "0", rows: 1 } });

    await expect(claimAgain(ports, orphan)).resolves.toBeUndefined();
  });

  it("keeps no more than a job can remember", async () => {
    const scattered = Array.from({ length: 2500 }, (_, index) => 1_000_000 + index * 2);
    const many = scattered.join(",").slice(0, 15_999).replace(/,\d*$/, "");
    await ports.jobs.remove(workspace, original);
    await ports.jobs.insert(
      sampleJob("succeeded", { results: [{ ...(results[0] as Job["results"][number]), rows: 100_000_000 }], pending: [] }),
    );
    for (let round = 0; round < 4; round++) {
      const shifted = many.split(",").map((place) => String(Number(place) + round * 10_000));
      await claimRejects(ports, sender(`child-${round}`), { job: original, rejects: shifted.join(",") });
    }

    await expect(claimRejects(ports, sender("last"), { job: original, rejects: "5-99999" })).resolves.toMatchObject({ rows: 99_995 });
    await expect(claimRejects(ports, sender("over"), { job: original, rejects: many.replaceAll("10", "30") })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("too many places"),
    });
  });
});

describe("a job that dies between claiming rows and being made", () => {
  it("is made by the same call made again, with the rows as its own", async () => {
    const request = { operation: "convert", params: { to: "csv" }, files: [{ name: "a.csv", size: 4, type: "text/csv" }], fixes };
    const input = { workspace, request, guest: false, idempotencyKey: "once" };
    const dying = { ...ports, jobs: { ...ports.jobs, insert: () => Promise.reject(new Error("The process died.")) } };
    await expect(createJob(dying, input)).rejects.toThrow("died");
    expect(await reruns()).toHaveLength(1);

    const { job } = await createJob(ports, input);

    expect(job.fixes).toEqual({ ...fixes, rows: 9 });
    expect((await reruns()).map((rerun) => rerun.job)).toEqual([job.id]);
  });

  it("is refused when another job has taken the rows, and stores nothing", async () => {
    await claimRejects(ports, sender("child"), fixes);
    const request = { operation: "convert", params: { to: "csv" }, files: [{ name: "a.csv", size: 4, type: "text/csv" }], fixes };

    await expect(createJob(ports, { workspace, request, guest: false })).rejects.toMatchObject({ code: "conflict" });

    expect((await ports.jobs.list(workspace, { limit: 10 })).jobs.map(({ id }) => id)).toEqual([original]);
  });
});

describe("a job whose corrected rows others have sent since", () => {
  it("cannot be retried", async () => {
    await claimRejects(ports, sender("child"), fixes);
    pass(1);
    await ports.jobs.insert(sampleJob("cancelled", { id: "child", updatedAt: at(), fixes: { ...fixes, rows: 9 }, files: [] }));
    pass(1);
    await claimRejects(ports, sender("other"), fixes);

    await expect(retryJob(ports, { workspace, id: "child" })).rejects.toMatchObject({ code: "conflict" });
  });
});
