import { describe, expect, it } from "vitest";
import { createMemoryDocuments } from "../jobs/testing/memory-documents.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { type LeaseTaker, tryToHold } from "./dataset-lease.ts";

const start = Date.parse("2026-03-01T10:00:00.000Z");

function createWorld() {
  const documents = createMemoryDocuments();
  const clock = { seconds: 0 };
  const now = () => new Date(start + clock.seconds * 1000);
  const taker = (job: string, attempt = 1): LeaseTaker => ({
    ...{ workspace, job, attempt, documents, now, leaseSeconds: 10 },
    endsBy: new Date(now().getTime() + 100_000),
  });
  return { clock, hold: (job: string, attempt = 1) => tryToHold(taker(job, attempt), "records") };
}

describe("a dataset that a job holds", () => {
  it("is no other job's until it is let go", async () => {
    const { hold } = createWorld();
    const held = await hold("a");

    expect(await hold("b")).toBeNull();
    await held?.release();
    expect((await hold("b"))?.fence).toBe(2);
  });

  it("is taken from a run that died while it planned, once its time is up; what comes back from it changes nothing", async () => {
    const { clock, hold } = createWorld();
    const dead = await hold("a");
    clock.seconds = 31;

    const held = await hold("b");

    expect(held?.fence).toBe(2);
    await expect(dead?.beginApply()).rejects.toMatchObject({ code: "conflict" });
    await expect(dead?.advance({ plannedTo: 5 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not taken from one that may still write before that was surely killed", async () => {
    const { clock, hold } = createWorld();
    await (await hold("a"))?.beginApply();
    clock.seconds = 99;

    expect(await hold("b")).toBeNull();
    clock.seconds = 106;
    expect((await hold("b"))?.fence).toBe(2);
  });

  it("waits for an attempt that died although a later one of the same job came to an end", async () => {
    const { clock, hold } = createWorld();
    await (await hold("a", 1))?.beginApply();
    const second = await hold("a", 2);
    await second?.beginApply();
    await second?.release();

    expect(second?.fence).toBe(1);
    expect(await hold("b")).toBeNull();
    clock.seconds = 106;
    expect(await hold("b")).not.toBeNull();
  });

  it("goes on where the attempt before stood, which may change it no more", async () => {
    const { hold } = createWorld();
    const first = await hold("a", 1);
    await first?.advance({ plannedTo: 7, parts: [{ attempt: 1, pieces: 2 }] });

    const second = await hold("a", 2);

    expect(second?.holder).toMatchObject({ plannedTo: 7, parts: [{ attempt: 1, pieces: 2 }], attempt: 2 });
    await expect(first?.advance({ plannedTo: 9 })).rejects.toMatchObject({ code: "conflict" });
    await expect(hold("a", 1)).rejects.toMatchObject({ code: "conflict" });
  });

  it("knows that only the first job that takes it finds nothing in it", async () => {
    const { hold } = createWorld();
    const first = await hold("a");
    expect(first?.holder.isNew).toBe(true);
    await first?.release();

    expect((await hold("b"))?.holder.isNew).toBe(false);
  });
});
