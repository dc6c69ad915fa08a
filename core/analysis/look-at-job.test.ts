import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import { analyseJob } from "../jobs/analyse-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import type { Job } from "../jobs/job.ts";
import { analysisKey } from "../jobs/object-keys.ts";
import { retryAnalysis } from "../jobs/retry-analysis.ts";
import { type Delivery, runJob } from "../jobs/run-job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleFile, sampleJob } from "../jobs/testing/sample-job.ts";
import type { EngineSession } from "../ports/engine.ts";
import type { Profile } from "../profile/profile.ts";

const csv = new TextEncoder().encode("id,name\r\n1,Ann\r\n2\r\n");

function delivered(patch: Partial<Delivery> = {}): Delivery {
  return { receiveCount: 1, signal: new AbortController().signal, extendLease: async () => undefined, ...patch };
}

/** A world with one job that has just succeeded, whose engine does some things in another way. */
async function succeeded(patch: (signal: AbortSignal) => Partial<EngineSession> = () => ({}), job: Partial<Job> = {}) {
  const ports = createMemoryPorts();
  const { versionId, etag } = ports.objects.put("uploads", sampleFile().key, csv);
  const queued = sampleJob("queued", { files: [sampleFile({ versionId, etag, size: csv.length })], ...job });
  await ports.jobs.insert(queued);
  await runJob(ports, { workspace: queued.workspace, job: queued.id }, delivered());
  const { engine } = ports;
  if (!engine) throw new Error("The memory has an engine.");
  const open = async (signal: AbortSignal) => ({ ...(await engine.open(signal)), ...patch(signal) });
  return Object.assign(ports, { engine: { open } });
}

async function analyse(ports: MemoryPorts, delivery: Partial<Delivery> = {}): Promise<Job> {
  const { workspace, id } = sampleJob("queued");
  await analyseJob(ports, { workspace, job: id, analyse: 1 }, delivered(delivery));
  return jobOf(ports);
}

function jobOf(ports: MemoryPorts): Job {
  const [job] = ports.jobs.all();
  if (!job) throw new Error("There is no job.");
  return job;
}

function profileOf(ports: MemoryPorts): Profile {
  const { workspace, id, attempt, analysis } = jobOf(ports);
  const key = analysisKey({ workspace, job: id, attempt, run: analysis?.run ?? 0, name: "profile.json" });
  return JSON.parse(ports.objects.text("results", key)) as Profile;
}

/** Of one of the tables alone: the output is the first that is made. */
function only(nth: number, work: (signal: AbortSignal) => Promise<never>) {
  const { createRows } = memorySession;
  let made = 0;
  return (signal: AbortSignal): Partial<EngineSession> => ({
    createRows: (columns, about) => (++made === nth ? work(signal) : createRows(columns, about)),
  });
}
const memorySession = await (createMemoryPorts().engine ?? { open: () => Promise.reject(new Error("none")) }).open(
  new AbortController().signal,
);

const tooLarge = () => Promise.reject(new AppError("query-too-large", "This needs more memory."));
const down = () => Promise.reject(new AppError("unavailable", "The engine cannot be started.", { retryable: true }));
/** As whatever an engine does ends with its signal. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new Error("The process was killed."))));

describe("a table that cannot be made", () => {
  it("is named with the reason, and the others are made", async () => {
    const ports = await succeeded(only(2, tooLarge));

    const job = await analyse(ports);

    expect(job).toMatchObject({ status: "succeeded", analysis: { status: "done" } });
    expect(profileOf(ports).tables).toMatchObject([
      { of: "output", rowsIn: "rows.parquet", rows: 2, profile: { columns: [] } },
      { of: "input", rowsIn: null, why: "It is too large to be prepared for looking at." },
    ]);
  });

  it("is named with the reason when the run's time is up, and what is ready stays", async () => {
    const ports = await succeeded(only(2, endless));
    const inTime = { endsBy: new Date(ports.now().getTime() + 5000) };

    const job = await analyse(ports, inTime);

    expect(job.analysis).toMatchObject({ status: "done" });
    expect(profileOf(ports).tables[1]).toMatchObject({ of: "input", rowsIn: null, why: expect.stringContaining("within one run") });
  });

  it("fails the analysis in its words when there is no other, and nothing else of the job", async () => {
    const ports = await succeeded(() => ({ createRows: tooLarge }));

    const job = await analyse(ports);

    expect(job).toMatchObject({ status: "succeeded", analysis: { status: "failed", results: [], error: { code: "query-too-large" } } });
  });
});

describe("a profile that takes too long", () => {
  it("is left out, and the rows are there", async () => {
    const ports = await succeeded((signal) => ({ profile: () => endless(signal) }));

    const job = await analyse(ports, { endsBy: new Date(ports.now().getTime() + 5000) });

    expect(job.analysis).toMatchObject({ status: "done" });
    expect(profileOf(ports).tables).toMatchObject([
      { rowsIn: "rows.parquet", profile: null, why: "It is too large to be profiled within one run." },
      { rowsIn: "input.parquet" },
    ]);
  });
});

describe("an engine that is down", () => {
  it("is asked again later, and at the last delivery the analysis has failed and can be asked for once more", async () => {
    const ports = await succeeded(() => ({ createRows: down }));

    await expect(analyse(ports)).rejects.toThrow("cannot be started");
    expect(jobOf(ports).analysis).toMatchObject({ status: "pending", run: 1 });
    await expect(analyse(ports, { receiveCount: 5 })).rejects.toThrow("cannot be started");
    expect(jobOf(ports)).toMatchObject({ status: "succeeded", analysis: { status: "failed", error: { code: "unavailable" } } });

    ports.engine = { open: async () => memorySession };
    await retryAnalysis(ports, jobOf(ports));
    expect(await analyse(ports)).toMatchObject({ analysis: { status: "done", run: 3 } });
  });

  it("holds nobody up for ever: the runs of an analysis are bounded whatever delivers its messages", async () => {
    const ports = await succeeded(() => ({ createRows: down }));

    for (let run = 1; run <= 3; run++) await expect(analyse(ports)).rejects.toThrow("cannot be started");

    expect(jobOf(ports).analysis).toMatchObject({ status: "failed", run: 3 });
    await expect(analyse(ports)).resolves.toMatchObject({ analysis: { status: "failed", run: 3 } });
  });
});

describe("a message", () => {
  it("of an analysis that infrastructure made fail ends among the dead letters, where it can be sent again", async () => {
    const ports = await succeeded(() => ({ createRows: down }));
    for (let run = 1; run <= 3; run++) await expect(analyse(ports, { receiveCount: run })).rejects.toThrow("cannot be started");
    const hidden: number[] = [];

    const delivery = { receiveCount: 4, extendLease: async (seconds: number) => void hidden.push(seconds) };
    await expect(analyse(ports, delivery)).rejects.toMatchObject({ code: "unavailable", retryable: true });

    expect(hidden.at(-1)).toBe(0);
    expect(jobOf(ports).analysis).toMatchObject({ status: "failed", run: 3 });
  });

  it("that comes again after its table was found too large is acknowledged: it would be again", async () => {
    const ports = await succeeded(() => ({ createRows: tooLarge }));
    await analyse(ports);

    await expect(analyse(ports, { receiveCount: 2 })).resolves.toMatchObject({ analysis: { status: "failed", run: 1 } });
  });

  it("that comes twice at the same time is handled once", async () => {
    const ports = await succeeded();

    const results = await Promise.allSettled([analyse(ports), analyse(ports)]);

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(jobOf(ports).analysis).toMatchObject({ status: "done", run: 1 });
  });

  it("whose job is deleted meanwhile is acknowledged, and nothing is published", async () => {
    const ports = await succeeded();
    const { engine } = ports;
    ports.engine = {
      open: async (signal) => {
        await deleteJob(ports, jobOf(ports));
        return await engine.open(signal);
      },
    };

    const job = await analyse(ports);
    ports.time.now = later(3600);
    const { sweepJobs } = await import("../jobs/sweep-jobs.ts");
    await sweepJobs(ports);

    expect(job.deletedAt).toBeDefined();
    expect(ports.objects.keys("results")).toEqual([]);
  });
});

describe("a job that keeps nothing to be looked at", () => {
  it("shows rejects with the cells that are bad, and no input where columns are masked", async () => {
    const ports = await succeeded(undefined, { onBadRow: "reject", params: { to: "json", mask: [{ column: "name", method: "drop" }] } });

    await analyse(ports);

    expect(profileOf(ports).tables.map(({ of, rows, rowsIn }) => [of, rows, rowsIn])).toEqual([
      ["output", 1, "rows.parquet"],
      ["rejects", 1, "rejects.parquet"],
      ["input", 2, null],
    ]);
  });
});
