import { describe, expect, it } from "vitest";
import { AppError, isAppError } from "../app-error.ts";
import type { Job } from "../jobs/job.ts";
import type { JobStatus } from "../jobs/job-status.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleFile, sampleJob, sampleTime, sampleWorkspace } from "../jobs/testing/sample-job.ts";
import type { HandledQueue } from "../ports/dead-letters.ts";
import { discardLetter } from "./discard-letter.ts";
import { listDeadLetters } from "./list-dead-letters.ts";
import { redriveAll } from "./redrive-all.ts";
import { redriveLetter } from "./redrive-letter.ts";

const workspace = sampleWorkspace;
const other = `ws_${"1".repeat(26)}`;
const stalled = { code: "stalled" as const, message: "The job was started several times and never came to an end." };

/** A failed job whose file is stored, and the message that was to run it. */
async function setUp(status: JobStatus = "failed", patch: Partial<Job> = {}) {
  const ports = createMemoryPorts();
  const file = sampleFile();
  const { versionId } = ports.objects.put("uploads", file.key, new TextEncoder().encode("id\r\n1\r\n"));
  const job = sampleJob(status, {
    files: [{ ...file, versionId, etag: '"e1"' }],
    ...(status === "failed" && { error: stalled }),
    ...patch,
  });
  await ports.jobs.insert(job);
  const letter = ports.deadLetters.bury("work", { workspace, job: job.id });
  return { ports, job, letter, ref: { workspace, queue: "work" as const, id: letter.id } };
}

describe("a dead letter", () => {
  it("is seen with what it was for, its cause and what is lost without it, by its own workspace only", async () => {
    const { ports, job, letter } = await setUp();
    ports.deadLetters.bury("work", { workspace: other, job: job.id });
    ports.deadLetters.bury("notices", "nonsense");

    const { letters, others, isAll } = await listDeadLetters(ports, { workspace });

    expect({ others, isAll }).toEqual({ others: 2, isAll: true });
    expect(letters).toEqual([
      {
        queue: "work",
        id: letter.id,
        sentAt: letter.sentAt,
        purpose: "Run “orders.csv”",
        cause: stalled.message,
        advice: expect.stringContaining("Send it again"),
        suggests: "redrive",
        loss: expect.stringContaining("stays failed"),
        job: { id: job.id, name: "orders.csv", status: "failed" },
        payload: letter.body,
        isCut: false,
      },
    ]);
  });

  it.each<[JobStatus, Partial<Job>, string]>([
    ["succeeded", {}, "succeeded since"],
    ["cancelled", {}, "was cancelled"],
    ["failed", { error: { code: "binary-file", message: "This file is not text." } }, "not text"],
    ["failed", { deletedAt: sampleTime.toISOString() }, "was deleted"],
  ])("of a job that is %s by now is of no use", async (status, patch, words) => {
    const { ports } = await setUp(status, patch);

    const [letter] = (await listDeadLetters(ports, { workspace })).letters;

    expect(letter).toMatchObject({ suggests: "discard", cause: expect.stringContaining(words) });
  });

  it("about a drop says whether its file is still there to be taken in", async () => {
    const { ports } = await setUp();
    const bury = (key: string, versionId: string) =>
      ports.deadLetters.bury("upload-events", {
        Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key, versionId, sequencer: "0A" } } }],
      });
    const key = `drops/${workspace}/late.csv`;
    bury(key, ports.objects.put("uploads", key, new Uint8Array(1)).versionId);
    bury(`drops/${workspace}/gone.csv`, "v9");

    const { letters } = await listDeadLetters(ports, { workspace, queues: ["upload-events"] });

    expect(letters.map(({ purpose, suggests }) => [purpose, suggests]).sort()).toEqual([
      ["Take in the dropped file “gone.csv”", "discard"],
      ["Take in the dropped file “late.csv”", "redrive"],
    ]);
  });

  it("that is discarded is gone, and nothing is sent", async () => {
    const { ports, ref } = await setUp();

    await discardLetter(ports, ref);

    expect(ports.deadLetters.letters).toEqual([]);
    expect([...ports.deadLetters.resent, ...ports.sent]).toEqual([]);
    await expect(discardLetter(ports, ref)).rejects.toMatchObject({ code: "not-found" });
  });

  it.each([redriveLetter, discardLetter])("of others can be neither seen nor touched (%o)", async (verb) => {
    const { ports, ref } = await setUp();

    await expect(verb(ports, { ...ref, workspace: other })).rejects.toMatchObject({ code: "not-found" });
    await expect(verb(ports, { ...ref, workspace: other })).rejects.toMatchObject({
      message: await verb(ports, { ...ref, id: "none" }).catch((error: unknown) => (isAppError(error) ? error.message : "")),
    });

    expect((await listDeadLetters(ports, { workspace: other })).letters).toEqual([]);
    expect(ports.deadLetters.letters).toHaveLength(1);
    expect(ports.deadLetters.resent).toEqual([]);
  });
});

describe("a redrive", () => {
  it("queues a job again that failed for a reason of ours; its own message does the rest", async () => {
    const { ports, job, ref } = await setUp();

    await redriveLetter(ports, ref);

    expect(await ports.jobs.get(workspace, job.id)).toMatchObject({ status: "queued", pending: [] });
    expect(ports.sent).toContainEqual({ queue: "work", body: { workspace, job: job.id } });
    expect(ports.deadLetters.resent).toEqual([]);
    expect(ports.deadLetters.letters).toEqual([]);
  });

  it.each<[HandledQueue, unknown]>([
    ["alerts", { type: "delivery", workspace, webhook: "w", id: "d" }],
    ["notices", { workspace, message: { type: "progress", id: "j" } }],
  ])("sends a message of %s as it was, and only then takes it away", async (queue, body) => {
    const { ports } = await setUp();
    const letter = ports.deadLetters.bury(queue, body);
    ports.deadLetters.resend = async () => {
      expect(ports.deadLetters.letters).toContain(letter);
      throw new Error("died");
    };

    await expect(redriveLetter(ports, { workspace, queue, id: letter.id })).rejects.toThrow("died");

    expect(ports.deadLetters.letters).toContain(letter);
  });

  it("after a death in between sends the message once more and takes it away", async () => {
    const { ports, job, ref, letter } = await setUp("queued");

    await redriveLetter(ports, ref);

    expect(ports.deadLetters.resent).toEqual([letter]);
    expect(ports.deadLetters.letters).toEqual([]);
    expect(await ports.jobs.get(workspace, job.id)).toEqual(job);
  });

  it("has rows and profile made again that were given up", async () => {
    const analysis = { status: "failed" as const, since: sampleTime.toISOString(), run: 3, results: [], error: stalled };
    const { ports, job } = await setUp("succeeded", { analysis });
    const letter = ports.deadLetters.bury("analysis", { workspace, job: job.id, analyse: 1 });
    const [view] = (await listDeadLetters(ports, { workspace, queues: ["analysis"] })).letters;

    await redriveLetter(ports, { workspace, queue: "analysis", id: letter.id });

    expect(view).toMatchObject({
      purpose: "Make the rows and the profile of “orders.csv” ready",
      cause: stalled.message,
      suggests: "redrive",
    });
    expect(await ports.jobs.get(workspace, job.id)).toMatchObject({ status: "succeeded", analysis: { status: "pending" } });
    expect(ports.sent).toContainEqual({ queue: "analysis", body: { workspace, job: job.id, analyse: job.attempt } });
    expect(ports.deadLetters.resent).toEqual([]);
  });

  it("is refused where the job's file is gone, and the letter stays", async () => {
    const { ports, job, ref } = await setUp();
    const [file] = job.files;
    await ports.objects.deleteVersion("uploads", file?.key ?? "", file?.versionId ?? "");

    await expect(redriveLetter(ports, ref)).rejects.toMatchObject({ code: "upload-gone" });

    expect(ports.deadLetters.letters).toHaveLength(1);
  });

  it("of all of them leaves those of others and those that cannot be, with the reason", async () => {
    const { ports } = await setUp();
    const gone = sampleJob("failed", { id: "1".repeat(26), error: stalled, files: [sampleFile({ key: "uploads/none", versionId: "v0" })] });
    await ports.jobs.insert(gone);
    const stays = [
      ports.deadLetters.bury("work", { workspace, job: gone.id }),
      ports.deadLetters.bury("work", { workspace: other, job: gone.id }),
    ];
    ports.deadLetters.bury("alerts", { type: "delivery", workspace, webhook: "w", id: "d" });

    const outcome = await redriveAll(ports, { workspace });

    expect(outcome).toEqual({
      redriven: 2,
      refused: [{ id: stays[0]?.id, message: expect.stringContaining("no longer stored") }],
      isAll: true,
    });
    expect(ports.deadLetters.letters).toEqual(stays);
  });

  it("of all of them looks through the queues at the same time, and tells of a fault when all are done", async () => {
    const { ports } = await setUp();
    ports.deadLetters.bury("alerts", { type: "delivery", workspace, webhook: "w", id: "d" });
    const { settle } = ports.deadLetters;
    const sent = Promise.withResolvers<void>();
    ports.deadLetters.settle = async (queue, decide) => {
      if (queue !== "work") return await settle(queue, decide).finally(() => queue === "alerts" && sent.resolve());
      await sent.promise;
      throw new AppError("unavailable", "The queue is down.", { retryable: true });
    };

    await expect(redriveAll(ports, { workspace })).rejects.toThrow("The queue is down.");

    expect(ports.deadLetters.resent.map(({ queue }) => queue)).toEqual(["alerts"]);
  });
});
