import { describe, expect, it } from "vitest";
import type { AppError } from "../app-error.ts";
import { cancelJob } from "./cancel-job.ts";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import type { Job } from "./job.ts";
import { observeJob } from "./observe-job.ts";
import { runJob } from "./run-job.ts";
import { sweepJobs } from "./sweep-jobs.ts";
import { createMemoryPorts, type MemoryPorts } from "./testing/memory-ports.ts";
import { later, sampleFile, sampleJob, sampleTime, sampleWorkspace as workspace } from "./testing/sample-job.ts";

const csv = new TextEncoder().encode("id,name\r\n1,Ann\r\n2\r\n3,Bob\r\n");

async function run(job: Job, body = csv): Promise<MemoryPorts> {
  const ports = createMemoryPorts();
  const { versionId, etag } = ports.objects.put("uploads", sampleFile().key, body);
  await ports.jobs.insert({ ...job, files: [sampleFile({ versionId, etag, size: body.length })] });
  const delivery = { receiveCount: 1, signal: new AbortController().signal, extendLease: async () => undefined };
  await runJob(ports, { workspace, job: job.id }, delivery);
  return ports;
}

function observe(before: Job | null, after: Job) {
  const ports = createMemoryPorts();
  observeJob(ports.observer, before, after);
  return ports;
}

function messagesOf({ told }: MemoryPorts): string[] {
  return told.map(({ message }) => message);
}

function countOf({ measured }: MemoryPorts, name: keyof MemoryPorts["measured"][number]["figures"]): unknown[] {
  return measured.flatMap(({ figures }) => figures[name] ?? []);
}

describe("a job's life in the log", () => {
  it("begins with the call that made it, and every later line names that call", async () => {
    const ports = createMemoryPorts();
    const origin = { requestId: "r-1", traceId: "1-2-3" };
    const request = { operation: "convert", params: { to: "json" }, files: [{ name: "secret name.csv", size: 9, type: "" }] };

    const { job } = await createJob(ports, { workspace, request, guest: false, origin });
    await cancelJob(ports, job);

    expect(messagesOf(ports)).toEqual(["Job created", "Job cancelled"]);
    for (const { facts } of ports.told) {
      expect(facts).toMatchObject({ workspace, job: job.id, origin_request_id: "r-1", origin_trace_id: "1-2-3" });
    }
    expect(JSON.stringify(ports.told)).not.toContain("secret name");
  });

  it("says of a success what went in and came out, and measures the same", async () => {
    const ports = await run(sampleJob("queued", { onBadRow: "reject" }));

    expect(messagesOf(ports)).toEqual(["Job running", "Job succeeded"]);
    expect(ports.told[1]).toMatchObject({
      level: "info",
      facts: { attempt: 1, rows_in: 3, rows_out: 2, rows_rejected: 1, bytes_in: csv.length, run_ms: 0, total_ms: 0 },
    });
    expect(ports.measured).toEqual([
      {
        by: { operation: "convert" },
        figures: {
          JobsSucceeded: 1,
          RowsIn: 3,
          RowsOut: 2,
          RowsRejected: 1,
          BytesIn: csv.length,
          BytesOut: expect.any(Number),
          RunDuration: 0,
          JobDuration: 0,
        },
      },
    ]);
  });

  it("says of a failure its code and not its sentence, which may quote the file", async () => {
    const ports = await run(sampleJob("queued"), new Uint8Array());

    expect(ports.told[1]).toEqual({ level: "info", message: "Job failed", facts: expect.objectContaining({ code: "empty-file" }) });
    expect(ports.measured).toEqual([{ by: { operation: "convert", code: "empty-file" }, figures: { JobsFailed: 1 } }]);
  });

  it.each<[AppError["code"], string]>([
    ["stalled", "error"],
    ["internal", "error"],
    ["stopped-at-bad-row", "info"],
  ])("raises its voice for failures that are ours: %s is told as %s", (code, level) => {
    const { told } = observe(sampleJob("running"), sampleJob("failed", { error: { code, message: "…" } }));

    expect(told).toMatchObject([{ level, facts: { code } }]);
  });

  it("tells an attempt after the first as a repetition, a retry by hand as none", () => {
    const second = observe(sampleJob("running"), sampleJob("running", { attempt: 2 }));
    const byHand = observe(sampleJob("queued", { attempt: 3, attemptBase: 3 }), sampleJob("running", { attempt: 4, attemptBase: 3 }));

    expect(countOf(second, "RunsRepeated")).toEqual([1]);
    expect(countOf(byHand, "RunsRepeated")).toEqual([]);
    expect([messagesOf(second), messagesOf(byHand)]).toEqual([["Job running"], ["Job running"]]);
  });

  it("has no line for heartbeats and notes", () => {
    const { told, measured } = observe(sampleJob("running"), sampleJob("running", { version: 9 }));

    expect([told, measured]).toEqual([[], []]);
  });

  it("ends with its deletion, which cancels what has not ended", async () => {
    const ports = createMemoryPorts();
    await ports.jobs.insert(sampleJob("queued"));

    await deleteJob(ports, sampleJob("queued"));

    expect(messagesOf(ports)).toEqual(["Job deleted"]);
    expect(countOf(ports, "JobsCancelled")).toEqual([1]);
  });

  it("never makes a dimension of the words of a drop", () => {
    const error = { code: "unknown-operation", message: "…" } as const;

    const { told, measured } = observe(null, sampleJob("failed", { operation: "Drop Table", error }));

    expect(measured).toEqual([{ by: { operation: "unknown", code: "unknown-operation" }, figures: { JobsCreated: 1, JobsFailed: 1 } }]);
    expect(JSON.stringify(told)).not.toContain("Drop Table");
  });
});

describe("a sweep", () => {
  it("reports how much was due and that nothing is stuck, and leaves its mark", async () => {
    const ports = createMemoryPorts();

    await sweepJobs(ports);

    expect(ports.measured).toEqual([{ figures: { JobsDue: 0, JobsStuck: 0 } }]);
    expect(ports.sweptAt).toEqual([ports.time.now.toISOString()]);
  });

  it("names the jobs that have been due for longer than sweeps are apart", async () => {
    const ports = createMemoryPorts();
    await ports.jobs.insert(sampleJob("running"));
    ports.time.now = later(120 + 60 + 301);

    await sweepJobs(ports);

    expect(countOf(ports, "JobsStuck")).toEqual([1]);
    expect(ports.told[0]).toMatchObject({
      level: "error",
      message: "Job stuck",
      facts: { job: sampleJob("running").id, overdue_ms: 301_000 },
    });
  });

  it("names the job that it could not look after, and has worked all the same", async () => {
    const ports = createMemoryPorts();
    await ports.jobs.insert(sampleJob("running"));
    ports.time.now = later(300);
    const bug = new TypeError("a bug");
    ports.jobs.replace = () => Promise.reject(bug);

    await expect(sweepJobs(ports)).rejects.toThrow("1 of 1 jobs");

    expect(ports.told).toMatchObject([{ level: "error", message: "Job not swept", facts: { job: sampleJob("running").id }, error: bug }]);
    expect(ports.sweptAt).toHaveLength(1);
  });
});

describe("what people look at, in the log", () => {
  const pending = { status: "pending", since: sampleTime.toISOString(), run: 1, results: [] } as const;
  const before = sampleJob("succeeded", { analysis: { ...pending, results: [] } });
  const table = { name: "rows.parquet", bytes: 9, rows: 3, contentType: "application/vnd.apache.parquet" };

  it("says how long it was waited for, once", () => {
    const after: Job = { ...before, updatedAt: later(4).toISOString(), analysis: { ...pending, status: "done", results: [table] } };

    const ports = observe(before, after);
    const again = observe(after, { ...after, version: after.version + 1 });

    expect(ports.told).toMatchObject([{ level: "info", message: "Job analysed", facts: { tables: 1, bytes_out: 9, analysis_ms: 4000 } }]);
    expect(countOf(ports, "AnalysisDuration")).toEqual([4000]);
    expect([again.told, again.measured]).toEqual([[], []]);
  });

  it.each([
    ["query-too-large", "info"],
    ["unavailable", "error"],
  ] as const)("that failed by %s is told as %s, without the sentence", (code, level) => {
    const error = { code, message: "secret name.csv is too large." };

    const ports = observe(before, { ...before, analysis: { ...pending, status: "failed", results: [], error } });

    expect(ports.told).toMatchObject([{ level, message: "Analysis failed", facts: { code } }]);
    expect(ports.measured).toMatchObject([{ figures: { AnalysesFailed: 1 }, by: { code } }]);
    expect(JSON.stringify(ports.told)).not.toContain("secret name");
  });
});
