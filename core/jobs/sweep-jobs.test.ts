import { describe, expect, it } from "vitest";
import { acceptUpload } from "./accept-upload.ts";
import type { Job } from "./job.ts";
import { sweepJobs } from "./sweep-jobs.ts";
import { createMemoryPorts, type MemoryPorts } from "./testing/memory-ports.ts";
import { later, sampleFile, sampleJob, sampleWorkspace as workspace } from "./testing/sample-job.ts";
import { parseUploadEvent } from "./upload-event.ts";

const body = new Uint8Array(12);

async function sweepAfter(seconds: number, job: Job, prepare: (ports: MemoryPorts) => void = () => undefined) {
  const ports = createMemoryPorts();
  await ports.jobs.insert(job);
  prepare(ports);
  ports.time.now = later(seconds);
  await sweepJobs(ports);
  return { ports, swept: await ports.jobs.get(workspace, job.id), sent: ports.sent.map(({ queue }) => queue).sort() };
}

describe("the sweep", () => {
  it("expires an upload that never came, and says so", async () => {
    const { swept, sent } = await sweepAfter(3601, sampleJob("awaiting-upload"));

    expect(swept).toMatchObject({ status: "expired", pending: [] });
    expect(sent).toEqual(["alerts", "notices"]);
  });

  it("takes up an upload that came but whose event was lost", async () => {
    const job = sampleJob("awaiting-upload");

    const { swept, sent } = await sweepAfter(
      3601,
      job,
      (ports) => void ports.objects.put("uploads", sampleFile().key, body, { job: job.id }),
    );

    expect(swept).toMatchObject({ status: "queued", pending: [] });
    expect(sent).toEqual(["notices", "work"]);
  });

  it.each([
    ["work nobody took", 300, sampleJob("queued"), "queued", ["notices", "work"]],
    ["a run that went silent", 300, sampleJob("running"), "running", ["notices", "work"]],
    ["a run that went silent too often", 300, sampleJob("running", { attempt: 3 }), "failed", ["alerts", "notices"]],
    ["a run that died before it saw the cancel", 300, sampleJob("running", { cancelRequested: true }), "cancelled", ["alerts", "notices"]],
    ["a run that is alive", 100, sampleJob("running"), "running", []],
    [
      "a job that still owes its notice",
      100,
      sampleJob("succeeded", { pending: [{ id: "notice", queue: "notices", body: null }] }),
      "succeeded",
      ["notices"],
    ],
  ])("looks after %s", async (_what, seconds, job, status, queues) => {
    const { swept, sent } = await sweepAfter(seconds, job);

    expect(swept).toMatchObject({ status, pending: [] });
    expect(sent).toEqual(queues);
  });

  it("clears away what a dying run wrote after its job was deleted, and the tombstone after a day", async () => {
    const job = sampleJob("cancelled", { deletedAt: later(0).toISOString() });
    const { ports, swept } = await sweepAfter(
      300,
      job,
      ({ objects }) => void objects.put("results", `results/${workspace}/${job.id}/1/x`, body),
    );

    ports.time.now = later(86_401);
    await sweepJobs(ports);

    expect(swept).toMatchObject({ purgedAt: later(300).toISOString() });
    expect(ports.objects.keys("results")).toEqual([]);
    expect(ports.jobs.all()).toEqual([]);
  });

  it("sends for an analysis that went silent once more, and less and less often while nobody has come to it", async () => {
    const ports = createMemoryPorts();
    const [since, leaseUntil] = [later(0).toISOString(), later(120).toISOString()];
    await ports.jobs.insert(sampleJob("succeeded", { analysis: { status: "pending", since, run: 1, leaseUntil, results: [] } }));
    const sentAt: number[] = [];

    for (let minute = 0; minute < 60; minute++) {
      ports.time.now = later(60 * minute);
      await sweepJobs(ports);
      while (sentAt.length < ports.sent.filter(({ queue }) => queue === "analysis").length) sentAt.push(minute);
    }

    expect(sentAt).toEqual([3, 7, 14, 28, 56]);
  });

  it("looks after the others when one job makes trouble, and then tells", async () => {
    const ports = createMemoryPorts();
    const [bad, good] = ["0", "1"].map((digit) => sampleJob("awaiting-upload", { id: digit.repeat(26) }));
    if (!bad || !good) throw new Error("no jobs");
    await ports.jobs.insert(bad);
    await ports.jobs.insert({ ...good, files: [sampleFile({ key: "uploads/other" })] });
    const { head } = ports.objects;
    ports.objects.head = async (bucket, key) => {
      if (key === sampleFile().key) throw new Error("trouble");
      return await head(bucket, key);
    };
    ports.time.now = later(3601);

    await expect(sweepJobs(ports)).rejects.toThrow("1 of 2 jobs");

    expect(await ports.jobs.get(workspace, good.id)).toMatchObject({ status: "expired" });
  });
});

describe("an object that arrived", () => {
  it("for a job there is not, or that was deleted, is deleted", async () => {
    const ports = createMemoryPorts();
    const deleted = sampleJob("cancelled", { deletedAt: later(0).toISOString() });
    const unknownKey = `uploads/${workspace}/${"1".repeat(26)}/0`;
    await ports.jobs.insert(deleted);

    for (const bucketKey of [sampleFile().key, unknownKey]) {
      const { versionId } = ports.objects.put("uploads", bucketKey, body, { job: deleted.id });
      await acceptUpload(ports, { bucketKey, versionId, sequencer: "1" });
    }

    expect(ports.objects.keys("uploads")).toEqual([]);
  });

  it("under no workspace of ours is left alone", async () => {
    const ports = createMemoryPorts();
    const { versionId } = ports.objects.put("uploads", "drops/x/y.csv", body);

    await acceptUpload(ports, { bucketKey: "drops/x/y.csv", versionId, sequencer: "1" });

    expect(ports.jobs.all()).toEqual([]);
    expect(ports.objects.keys("uploads")).toEqual(["drops/x/y.csv"]);
  });
});

describe("S3's events", () => {
  it("name keys encoded, and are decoded once", () => {
    const record = {
      eventName: "ObjectCreated:Post",
      eventTime: "t",
      s3: { object: { key: "drops/a+b%2B%2541", size: 1, versionId: "v", sequencer: "0A" } },
    };

    expect(parseUploadEvent(JSON.stringify({ Records: [record, { ...record, eventName: "ObjectRemoved:Delete" }] }))).toEqual([
      { bucketKey: "drops/a b+%41", versionId: "v", sequencer: "0A", origin: {} },
    ]);
  });

  it("name the request that stored the object, and the trace that their message carried", () => {
    const record = { eventName: "ObjectCreated:Put", s3: { object: { key: "drops/a", versionId: "v" } } };
    const body = (responseElements: unknown) => JSON.stringify({ Records: [{ ...record, responseElements }] });

    const [traced, untraced] = [parseUploadEvent(body({ "x-amz-request-id": "R" }), "1-2-3"), parseUploadEvent(body("of no kind"))];

    expect([traced[0]?.origin, untraced[0]?.origin]).toEqual([{ requestId: "R", traceId: "1-2-3" }, {}]);
  });

  it.each(['{"Event":"s3:TestEvent"}', "{}", "not json", "null", '{"Records":"x"}'])("without records (%s) tell of nothing", (text) => {
    expect(parseUploadEvent(text)).toEqual([]);
  });
});
