import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import { cancelJob } from "./cancel-job.ts";
import type { Job } from "./job.ts";
import { type Delivery, runJob } from "./run-job.ts";
import { createMemoryPorts, type MemoryPorts } from "./testing/memory-ports.ts";
import { later, sampleFile, sampleJob, sampleWorkspace as workspace } from "./testing/sample-job.ts";

const csv = new TextEncoder().encode("id\r\n1\r\n");
const message = { workspace, job: sampleJob("queued").id };

async function prepare(job: Job, settings = {}, body = csv) {
  const ports = createMemoryPorts(settings);
  const { versionId, etag } = ports.objects.put("uploads", sampleFile().key, body);
  await ports.jobs.insert({ ...job, files: [sampleFile({ versionId, etag, size: body.length })] });
  return ports;
}

function deliver(receiveCount: number, signal = new AbortController().signal) {
  const hidden: number[] = [];
  const delivery: Delivery = {
    receiveCount,
    signal,
    extendLease: async (seconds) => {
      hidden.push(seconds);
    },
  };
  return { delivery, hidden };
}

async function stored(ports: MemoryPorts): Promise<Job | null> {
  return await ports.jobs.get(workspace, message.job);
}

function breakReads(ports: MemoryPorts, error: unknown): void {
  ports.objects.read = () => {
    throw error;
  };
}

describe("a run", () => {
  it("publishes the results of its own attempt", async () => {
    const ports = await prepare(sampleJob("queued", { attempt: 4, attemptBase: 4 }));

    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "succeeded", attempt: 5, counts: { in: 1, out: 1 } });
    expect(ports.objects.keys("results")).toContain(`results/${workspace}/${message.job}/5/output.json`);
  });

  it("fails for good on a bad file, and acknowledges", async () => {
    const ports = await prepare(sampleJob("queued"), {}, new Uint8Array());

    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "failed", error: { code: "empty-file" }, pending: [] });
  });

  it("fails for good when its file is no longer stored", async () => {
    const ports = await prepare(sampleJob("queued"));
    await ports.objects.deletePrefix("uploads", "uploads/");

    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "failed", error: { code: "upload-gone" } });
  });

  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
  ])("on an outage at delivery %i gives up for %i seconds, with a note", async (receiveCount, seconds) => {
    const ports = await prepare(sampleJob("queued"));
    breakReads(ports, new AppError("unavailable", "Out.", { retryable: true }));
    const { delivery, hidden } = deliver(receiveCount);

    await expect(runJob(ports, message, delivery)).rejects.toMatchObject({ code: "unavailable" });

    const job = await stored(ports);
    expect(hidden.at(-1)).toBe(seconds);
    expect(job).toMatchObject({ status: "running", leaseUntil: ports.now().toISOString() });
    expect(job?.timeline.at(-1)).toMatchObject({ kind: "noted", message: expect.stringContaining(`${seconds} s`) });
  });

  it.each([
    ["an outage", new AppError("unavailable", "Storage is out.", { retryable: true }), "unavailable", "Storage is out. It was tried"],
    ["a bug of ours", new TypeError("x is not a function"), "internal", "The service failed each time"],
  ])(
    "on %s at the last delivery fails the job, says so without a stack, and leaves the message to the dead letters",
    async (_what, fault, code, words) => {
      const ports = await prepare(sampleJob("queued"));
      breakReads(ports, fault);
      const { delivery, hidden } = deliver(5);

      await expect(runJob(ports, message, delivery)).rejects.toBe(fault);

      expect(await stored(ports)).toMatchObject({ status: "failed", error: { code, message: expect.stringContaining(words) } });
      expect(hidden.at(-1)).toBe(0);
    },
  );

  it("fails the job when its attempts are spent, though deliveries are left; the redelivery goes on to the dead letters", async () => {
    const ports = await prepare(sampleJob("queued", { attempt: 2 }));
    breakReads(ports, new AppError("unavailable", "Out.", { retryable: true }));

    await expect(runJob(ports, message, deliver(1).delivery)).rejects.toMatchObject({ code: "unavailable" });
    await expect(runJob(ports, message, deliver(2).delivery)).rejects.toMatchObject({ retryable: true });
    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "failed", attempt: 3 });
  });

  it("stops before its time is up, to be tried again", async () => {
    const ports = await prepare(sampleJob("queued"));
    const deadline = new AbortController();
    deadline.abort(new AppError("unavailable", "The file took longer than one run may take.", { retryable: true }));

    await expect(runJob(ports, message, deliver(1, deadline.signal).delivery)).rejects.toMatchObject({ code: "unavailable" });

    expect(await stored(ports)).toMatchObject({ status: "running", results: [] });
  });

  it("notices a cancel at its heartbeat and publishes nothing", async () => {
    const ports = await prepare(sampleJob("queued"), { heartbeatSeconds: 0.01 });
    ports.objects.read = async function* (_bucket, _key, { signal }) {
      yield csv;
      await cancelJob(ports, { workspace, id: message.job });
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };

    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "cancelled", results: [], pending: [] });
  });

  it("that was overtaken can change nothing any more", async () => {
    const ports = await prepare(sampleJob("queued"));
    ports.objects.read = async function* () {
      ports.time.now = later(300);
      yield csv;
      await ports.jobs.replace({ ...sampleJob("running", { attempt: 2 }), version: 5 });
    };

    await runJob(ports, message, deliver(1).delivery);

    expect(await stored(ports)).toMatchObject({ status: "running", attempt: 2 });
  });

  it("tells of its progress at most twice a second, and never the last figure twice", async () => {
    const ports = await prepare(sampleJob("queued"));
    ports.objects.read = async function* () {
      for (let i = 0; i < 12; i++) {
        yield csv;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };

    await runJob(ports, message, deliver(1).delivery);

    const told = ports.sent.filter(({ body }) => JSON.stringify(body).includes('"progress"'));
    expect(told.length).toBeLessThanOrEqual(2);
  });
});

describe("a message", () => {
  it("of a job that is done sends what is still owed, and is acknowledged", async () => {
    const ports = await prepare(sampleJob("succeeded", { pending: [{ id: "notice", queue: "notices", body: null }] }));

    await runJob(ports, message, deliver(2).delivery);

    expect(ports.sent).toHaveLength(1);
    expect(await stored(ports)).toMatchObject({ pending: [] });
  });

  it("of a job there is not is acknowledged", async () => {
    await runJob(createMemoryPorts(), message, deliver(1).delivery);
  });

  it("of a job that runs is a duplicate at its first delivery, and waits for the lease at a later one", async () => {
    const ports = await prepare(sampleJob("running"));
    const second = deliver(2);

    await runJob(ports, message, deliver(1).delivery);
    await expect(runJob(ports, message, second.delivery)).rejects.toMatchObject({ code: "conflict", retryable: true });

    expect(second.hidden.at(-1)).toBe(120);
    expect(await stored(ports)).toMatchObject({ attempt: 1, version: 3 });
  });

  it("that many functions receive at once is run by one", async () => {
    const ports = await prepare(sampleJob("queued"));

    await Promise.all(Array.from({ length: 8 }, () => runJob(ports, message, deliver(1).delivery)));

    expect(await stored(ports)).toMatchObject({ status: "succeeded", attempt: 1 });
  });
});
