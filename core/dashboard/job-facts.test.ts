import { describe, expect, it } from "vitest";
import type { Job } from "../jobs/job.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleJob, sampleTime, sampleWorkspace } from "../jobs/testing/sample-job.ts";
import { createJobFactsReader } from "./job-facts.ts";

const day = 86_400_000;
const from = sampleTime.getTime() - 30 * day;

function at(ms: number): string {
  return new Date(ms).toISOString();
}

/** The n-th job: made n minutes before now, so that ids sort by time as real ones do. */
function jobOf(n: number, patch: Partial<Job> = {}): Job {
  const made = sampleTime.getTime() - n * 60_000;
  const id = String(1_000_000 - n).padStart(26, "0");
  return sampleJob("succeeded", { id, version: 1, createdAt: at(made), updatedAt: at(made), ...patch });
}

async function setUp(count: number, limit?: number) {
  const ports = createMemoryPorts();
  for (let n = 1; n <= count; n++) await ports.jobs.insert(jobOf(n));
  const reader = createJobFactsReader(limit === undefined ? {} : { limit });
  const read = async () => {
    const { facts, isAll } = await reader.read(ports, sampleWorkspace, from);
    return { ids: [...facts].map(({ id }) => id).sort(), isAll };
  };
  let lists: (string | undefined)[] = [];
  const list = ports.jobs.list;
  ports.jobs.list = async (workspace, query) => {
    lists.push(query.since);
    return await list(workspace, query);
  };
  const pass = (ms: number) => {
    ports.time.now = new Date(ports.time.now.getTime() + ms);
    lists = [];
  };
  return { ports, reader, read, pass, lists: () => lists };
}

describe("a workspace's jobs for figures", () => {
  it("are read once, then only what has changed, and within a second nothing at all", async () => {
    const { ports, read, pass, lists } = await setUp(3);

    expect((await read()).ids).toHaveLength(3);
    expect(lists()).toEqual([undefined]);
    await read();
    expect(lists()).toEqual([undefined]);

    pass(2_000);
    await ports.jobs.insert(jobOf(0));
    expect((await read()).ids).toHaveLength(4);
    expect(lists()).toEqual([at(sampleTime.getTime() - 5_000)]);
  });

  it("lose those that were deleted since", async () => {
    const { ports, read, pass } = await setUp(3);
    await read();

    pass(2_000);
    const now = ports.time.now.toISOString();
    await ports.jobs.replace(jobOf(2, { version: 2, updatedAt: now, deletedAt: now }));

    expect((await read()).ids).toEqual([jobOf(3).id, jobOf(1).id]);
  });

  it("end where the time asked for begins", async () => {
    const { ports, read } = await setUp(2);
    await ports.jobs.insert(jobOf(31 * 24 * 60));

    expect(await read()).toEqual({ ids: [jobOf(2).id, jobOf(1).id], isAll: true });
  });

  it("are the newest where there are too many, and say so", async () => {
    const { ports, read, pass } = await setUp(8, 5);

    expect(await read()).toEqual({ ids: [5, 4, 3, 2, 1].map((n) => jobOf(n).id), isAll: false });

    pass(2_000);
    await ports.jobs.insert(jobOf(0, { updatedAt: ports.time.now.toISOString() }));
    await ports.jobs.replace(jobOf(7, { version: 2, updatedAt: ports.time.now.toISOString() }));
    expect(await read()).toEqual({ ids: [5, 4, 3, 2, 1, 0].map((n) => jobOf(n).id), isAll: false });
  });

  it("are older ones too, once newer ones were deleted that had left no room for them", async () => {
    const { ports, read, pass } = await setUp(8, 5);
    await read();

    pass(2_000);
    const now = ports.time.now.toISOString();
    for (const n of [1, 2, 3, 4, 5]) await ports.jobs.replace(jobOf(n, { version: 2, updatedAt: now, deletedAt: now }));
    await ports.jobs.insert(jobOf(0, { updatedAt: now }));

    expect(await read()).toEqual({ ids: [8, 7, 6, 0].map((n) => jobOf(n).id), isAll: true });
  });

  it("are read by one at a time, and the next finds what the first has read", async () => {
    const { read, lists } = await setUp(3);

    const answers = await Promise.all([read(), read(), read()]);

    expect(new Set(answers.map(({ ids }) => ids.length))).toEqual(new Set([3]));
    expect(lists()).toEqual([undefined]);
  });

  it("of one workspace are never those of another, and a read that failed is made up for", async () => {
    const { ports, reader, read } = await setUp(2);
    const list = ports.jobs.list;
    ports.jobs.list = () => Promise.reject(new Error("away"));
    await expect(read()).rejects.toThrow("away");
    ports.jobs.list = list;

    const { facts } = await reader.read(ports, `ws_${"1".repeat(26)}`, from);

    expect([...facts]).toEqual([]);
    expect((await read()).ids).toHaveLength(2);
  });
});
