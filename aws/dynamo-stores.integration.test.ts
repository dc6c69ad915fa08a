import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Job } from "#core/jobs/job";
import { createJobId } from "#core/jobs/job-id";
import type { JobStatus } from "#core/jobs/job-status";
import { later, sampleJob, sampleSettings, sampleTime } from "#core/jobs/testing/sample-job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import type { JobQuery, JobStore } from "#core/ports/job-store";
import { createDocumentClient } from "./dynamo-client.ts";
import { createDynamoConnectionStore } from "./dynamo-connection-store.ts";
import { createDynamoJobStore } from "./dynamo-job-store.ts";
import { createDynamoIdempotencyStore, createDynamoQuotaStore } from "./dynamo-quota-store.ts";
import { access, startTables } from "./testing/local-aws.ts";

let close: () => Promise<void>;
let client: DynamoDBDocumentClient;
let jobs: JobStore;

beforeAll(async () => {
  const tables = await startTables();
  close = tables.close;
  client = createDocumentClient({ ...access, endpoint: tables.endpoint });
  jobs = createDynamoJobStore({ client, table: "jobs", settings: sampleSettings });
});
afterAll(() => close());

function newJob(status: JobStatus, patch: Partial<Job> = {}): Job {
  return sampleJob(status, { workspace: createWorkspaceId(), id: createJobId(new Date()), version: 1, ...patch });
}

async function listAll(workspace: string, query: JobQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await jobs.list(workspace, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(page.jobs.map((job) => job.id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

describe("a job", () => {
  it("comes back as it was stored, whatever users named things", async () => {
    const params = JSON.parse('{"__proto__": {"a": 1e300}, "": [null, 0.1, "\\u0000é"]}') as Record<string, unknown>;
    const job = newJob("queued", { params });

    expect(await jobs.insert(job)).toBe(true);

    expect(JSON.stringify(await jobs.get(job.workspace, job.id))).toBe(JSON.stringify(job));
    expect(await jobs.get(createWorkspaceId(), job.id)).toBeNull();
  });

  it("is inserted once, and replaced only at the version it was read at", async () => {
    const job = newJob("queued");

    expect(await jobs.insert(job)).toBe(true);
    expect(await jobs.insert(job)).toBe(false);
    expect(await jobs.replace({ ...job, version: 2, status: "running" })).toBe(true);
    expect(await jobs.replace({ ...job, version: 2, status: "cancelled" })).toBe(false);
    expect(await jobs.get(job.workspace, job.id)).toMatchObject({ version: 2, status: "running" });
  });

  it("of a hundred simultaneous changes takes one", async () => {
    const job = newJob("queued");
    await jobs.insert(job);

    const taken = await Promise.all(Array.from({ length: 100 }, (_, i) => jobs.replace({ ...job, version: 2, attempt: i })));

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it("forgets what was sent only when nobody changed it since", async () => {
    const pending = [{ id: "notice", queue: "notices" as const, body: null }];
    const job = newJob("succeeded", { pending });
    await jobs.insert(job);
    await jobs.replace({ ...job, version: 2 });

    await jobs.clearPending(job);
    const before = await jobs.get(job.workspace, job.id);
    await jobs.clearPending({ ...job, version: 2 });
    const after = await jobs.get(job.workspace, job.id);

    expect(before?.pending).toEqual(pending);
    expect(after).toMatchObject({ version: 2, pending: [] });
  });
});

describe("the list", () => {
  const workspace = createWorkspaceId();
  const ids = Array.from({ length: 25 }, (_, i) => createJobId(later(i)));

  beforeAll(async () => {
    for (const [i, id] of ids.entries()) {
      await jobs.insert(newJob(i % 5 === 0 ? "failed" : "succeeded", { workspace, id, updatedAt: later(i).toISOString() }));
    }
  });

  it("is newest first, page by page, without a gap or an empty page at the end", async () => {
    const pages = await listAll(workspace, { limit: 5 });

    expect(pages).toHaveLength(5);
    expect(pages.flat()).toEqual(ids.toReversed());
  });

  it("fills its pages when only some jobs match", async () => {
    const pages = await listAll(workspace, { limit: 2, status: "failed" });

    expect(pages).toEqual([[ids[20], ids[15]], [ids[10], ids[5]], [ids[0]]]);
  });

  it("tells what changed since a time, with the changes paged too", async () => {
    const pages = await listAll(workspace, { limit: 4, since: later(15).toISOString() });

    expect(pages.flat()).toEqual(ids.slice(15).toReversed());
    expect(pages).toHaveLength(3);
  });

  it("has no deleted job, except among what changed", async () => {
    const job = newJob("succeeded", { workspace: createWorkspaceId() });
    await jobs.insert({ ...job, deletedAt: sampleTime.toISOString() });

    const list = await jobs.list(job.workspace, { limit: 10 });
    const changes = await jobs.list(job.workspace, { limit: 10, since: sampleTime.toISOString(), status: "failed" });

    expect(list.jobs).toEqual([]);
    expect(changes.jobs.map(({ id }) => id)).toEqual([job.id]);
  });

  it.each(["x", "!".repeat(26), `${ids[0]}.2026-03-01T10:00:00.000Z`, `${ids[0]}x`])("refuses the cursor %s", async (cursor) => {
    await expect(jobs.list(workspace, { limit: 5, cursor })).rejects.toMatchObject({ code: "invalid-request" });
  });

  it("never leaves its workspace, whatever the cursor says", async () => {
    const other = await jobs.list(createWorkspaceId(), { limit: 5, cursor: ids[24] ?? "" });

    expect(other.jobs).toEqual([]);
  });
});

describe("what is due", () => {
  it("is found when its time has come, and no longer when it is settled", async () => {
    const job = newJob("running", { leaseUntil: later(10).toISOString() });
    await jobs.insert(job);
    const dueIds = async (seconds: number) => (await jobs.listDue(later(seconds).toISOString(), 1000)).map(({ id }) => id);

    const early = await dueIds(20);
    const due = await dueIds(100);
    const { leaseUntil: _lease, ...rest } = job;
    await jobs.replace({ ...rest, version: 2, status: "succeeded" });
    const settled = await dueIds(100);

    expect(early).not.toContain(job.id);
    expect(due).toContain(job.id);
    expect(settled).not.toContain(job.id);
  });

  it("comes from every shard, the longest due first", async () => {
    const made = Array.from({ length: 12 }, (_, i) =>
      newJob("awaiting-upload", { uploadBy: new Date(Date.UTC(2020, 0, 1, 0, i)).toISOString() }),
    );
    await Promise.all(made.map((job) => jobs.insert(job)));

    const due = await jobs.listDue("2020-01-02T00:00:00.000Z", 5);

    expect(due.map(({ id }) => id)).toEqual(made.slice(0, 5).map(({ id }) => id));
  });
});

describe("quotas", () => {
  it("let through what fits into the day, counted once whoever asks", async () => {
    const quota = createDynamoQuotaStore({ client, table: "jobs" });
    const workspace = createWorkspaceId();

    const allowed = await Promise.all(Array.from({ length: 20 }, () => quota.addBytes(workspace, "2026-03-01", 10, 100)));

    expect(allowed.filter(Boolean)).toHaveLength(10);
    expect(await quota.addBytes(workspace, "2026-03-02", 100, 100)).toBe(true);
    expect(await quota.addBytes(createWorkspaceId(), "2026-03-01", 101, 100)).toBe(false);
  });
});

describe("an idempotency key", () => {
  it("belongs to the first request for a day, then to the next", async () => {
    const store = createDynamoIdempotencyStore({ client, table: "jobs" });
    const workspace = createWorkspaceId();
    const claim = (jobId: string, now: Date) => store.claim(workspace, "k", { jobId, bodyHash: "h" }, now.toISOString());

    expect(await claim("a", sampleTime)).toEqual({ jobId: "a", bodyHash: "h" });
    expect(await claim("b", later(86_000))).toMatchObject({ jobId: "a" });
    expect(await claim("c", later(86_401))).toMatchObject({ jobId: "c" });
  });
});

describe("connections", () => {
  const now = sampleTime.toISOString();

  it("are opened by a ticket that works once and in time", async () => {
    const store = createDynamoConnectionStore({ client, table: "connections" });
    await store.putTicket("good", "ws", later(60).toISOString());
    await store.putTicket("late", "ws", later(-1).toISOString());

    const taken = await Promise.all(Array.from({ length: 5 }, () => store.takeTicket("good", now)));

    expect(taken.filter((workspace) => workspace === "ws")).toHaveLength(1);
    expect(await store.takeTicket("late", now)).toBeNull();
    expect(await store.takeTicket("forged", now)).toBeNull();
  });

  it("are found by workspace and by id until they are removed", async () => {
    const store = createDynamoConnectionStore({ client, table: "connections" });
    const one = { workspace: createWorkspaceId(), id: "c1=", connectedAt: now };
    const two = { ...one, id: "c2=" };
    await Promise.all([store.put(one), store.put(two), store.put({ ...one, workspace: createWorkspaceId(), id: "c3=" })]);

    const both = await store.list(one.workspace);
    await store.remove(one);

    expect(both).toEqual([one, two]);
    expect(await store.find("c2=")).toEqual(two);
    expect(await store.find("c1=")).toBeNull();
    expect(await store.list(one.workspace)).toEqual([two]);
  });
});
