import { describe, expect, it } from "vitest";
import { createJob } from "./create-job.ts";
import { resultKey } from "./object-keys.ts";
import { pinnedInput } from "./pinned-input.ts";
import { createMemoryPorts } from "./testing/memory-ports.ts";
import { sampleJob, sampleWorkspace as workspace } from "./testing/sample-job.ts";

const csv = new TextEncoder().encode("a\r\n1\r\n");

function portsWith(patch: Parameters<typeof sampleJob>[1] = {}) {
  const ports = createMemoryPorts();
  const results = [{ name: "output.csv", bytes: csv.length, rows: 1, contentType: "text/csv; charset=utf-8" }];
  const job = sampleJob("succeeded", { results, ...patch });
  const key = resultKey({ workspace, job: job.id, attempt: job.attempt, name: "output.csv" });
  const head = ports.objects.put("results", key, csv);
  return { ports, job, key, head };
}

describe("a job made of another one's results", () => {
  it("is queued at once with the very version that is there, and asks for no upload", async () => {
    const { ports, job, key, head } = portsWith();
    await ports.jobs.insert(job);
    const request = { operation: "convert", params: { to: "json" }, files: [], from: { job: job.id, results: ["output.csv"] } };

    const made = await createJob(ports, { workspace, request, guest: false });

    expect(made.uploads).toEqual([]);
    expect(made.job).toMatchObject({
      status: "queued",
      files: [{ n: 0, name: "output.csv", size: csv.length, key, versionId: head.versionId }],
    });
    expect(ports.sent).toContainEqual({ queue: "work", body: expect.objectContaining({ job: made.job.id }) });
    const [file] = made.job.files;
    const target = new Uint8Array(100);
    const read = file && (await (await pinnedInput(ports, file).open(new AbortController().signal)).read(target));
    expect(target.subarray(0, read)).toEqual(csv);
  });

  it.each([
    ["a job of another workspace", "not-found", (job: string) => ({ job, results: ["output.csv"] }), { workspace: "w_someoneelse" }],
    ["a result it has not", "not-found", (job: string) => ({ job, results: ["report.json"] }), {}],
    ["a job that failed", "wrong-state", (job: string) => ({ job, results: ["output.csv"] }), { status: "failed" as const }],
  ])("refuses %s", async (_what, code, from, patch) => {
    const { ports, job } = portsWith(patch);
    await ports.jobs.insert(job);
    const request = { operation: "convert", params: { to: "json" }, files: [], from: from(job.id) };

    await expect(createJob(ports, { workspace, request, guest: false })).rejects.toMatchObject({ code });
  });

  it("refuses files of its own beside them", async () => {
    const { ports, job } = portsWith();
    await ports.jobs.insert(job);
    const files = [{ name: "a.csv", size: 1, type: "" }];
    const request = { operation: "convert", params: { to: "json" }, files, from: { job: job.id, results: ["output.csv"] } };

    await expect(createJob(ports, { workspace, request, guest: false })).rejects.toMatchObject({ code: "invalid-request" });
  });
});
