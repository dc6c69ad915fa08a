import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreateJobRequest } from "#core/api/requests";
import { fixedDialect, toCsvRow } from "#core/fixes/fixed-file";
import { createRejectReader } from "#core/fixes/read-reject";
import { parseRejectLine } from "#core/fixes/reject-line";
import { toRejectShapes } from "#core/fixes/reject-shape";
import { toRerunRequest } from "#core/fixes/rerun-request";
import { createJob } from "#core/jobs/create-job";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { getRecord, listRecords } from "#core/records/read-records";
import { undoJob } from "#core/records/undo-job";
import { hasStatus, type Product, postFile, readResult, startProduct, waitForJob } from "./testing/running-product.ts";

const two = "customer_id,name,city\r\nC1,Ann,Oslo\r\nC2,Bob,Rome\r\n";
const { signal } = new AbortController();
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function start(workspace: string, csv: string, params: Record<string, unknown> = {}): Promise<Job> {
  const files = [{ name: "customers.csv", size: Buffer.byteLength(csv), type: "text/csv" }];
  return await send(workspace, csv, { operation: "load", params, files });
}

async function send(workspace: string, csv: string, request: CreateJobRequest): Promise<Job> {
  const { job, uploads } = await createJob(product.ports, { workspace, request, guest: false });
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("expected a form");
  expect(await postFile(ticket, csv)).toBeLessThan(300);
  return job;
}

async function end(job: Job): Promise<Job> {
  return await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
}

async function load(workspace: string, csv: string, params: Record<string, unknown> = {}): Promise<Job> {
  return await end(await start(workspace, csv, params));
}

async function undo(workspace: string, { id }: Job): Promise<Job> {
  return await end(await undoJob(product.ports, { workspace, guest: false, id }));
}

async function recordsOf(workspace: string, dataset = "records") {
  const all = [];
  let cursor: string | undefined;
  do {
    const page = await listRecords(product.ports, { workspace, dataset, limit: 200, ...(cursor !== undefined && { cursor }) }, signal);
    all.push(...page.records);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

describe("a load through S3, SQS and DynamoDB", () => {
  it("creates, changes nothing when it is replayed, merges, and tells its plan", async () => {
    const workspace = createWorkspaceId();

    const first = await load(workspace, two);
    const replay = await load(workspace, two);
    const merge = await load(workspace, "customer_id,age\r\nC1,41\r\nC3,7\r\n");

    expect([first, replay, merge].map(({ plan }) => plan)).toEqual([
      { create: 2, update: 0, unchanged: 0, reject: 0 },
      { create: 0, update: 0, unchanged: 2, reject: 0 },
      { create: 1, update: 1, unchanged: 0, reject: 0 },
    ]);
    expect(merge.timeline.map(({ kind }) => kind)).toEqual(["signed", "uploaded", "accepted", "queued", "running", "applying", "stored"]);
    expect((await recordsOf(workspace)).map(({ data, version }) => ({ ...data, version }))).toEqual([
      { customer_id: "C1", name: "Ann", city: "Oslo", age: "41", version: 2 },
      { customer_id: "C2", name: "Bob", city: "Rome", version: 1 },
      { customer_id: "C3", age: "7", version: 1 },
    ]);
    expect((await readResult(product.ports, merge, "changes.ndjson")).text.trim().split("\n")).toHaveLength(2);
  });

  it("inserts, replaces, keeps the last of repeated keys and sets aside rows without a key", async () => {
    const workspace = createWorkspaceId();
    await load(workspace, two);

    const insert = await load(workspace, "customer_id,name\r\nC1,Eve\r\n,No\r\nC4,Di\r\nC4,Flo\r\n", { mode: "insert" });
    const replace = await load(workspace, "customer_id,age\r\nC2,9\r\n", { mode: "replace" });
    const missing = await load(workspace, "id,name\r\n1,Ann\r\n");

    expect(insert).toMatchObject({ counts: { in: 4, out: 2, rejected: 2 }, plan: { create: 1, update: 0, unchanged: 1, reject: 2 } });
    expect(insert.issues.map(({ code, count }) => [code, count])).toEqual([
      ["empty-key", 1],
      ["key-exists", 1],
      ["repeated-key", 1],
    ]);
    expect(replace.plan).toMatchObject({ update: 1 });
    expect(missing).toMatchObject({ status: "failed", error: { code: "missing-key-column" } });
    expect((await recordsOf(workspace)).map(({ data }) => data)).toEqual([
      { customer_id: "C1", name: "Ann", city: "Oslo" },
      { customer_id: "C2", age: "9" },
      { customer_id: "C4", name: "Flo" },
    ]);
  });

  it("is undone, but for what was changed since", async () => {
    const workspace = createWorkspaceId();
    await load(workspace, two);
    const before = await recordsOf(workspace);
    const second = await load(workspace, "customer_id,name\r\nC1,Eve\r\nC3,Cy\r\nC4,Di\r\n");
    await load(workspace, "customer_id,name\r\nC3,Flo\r\n");

    const undone = await undo(workspace, second);

    expect(undone).toMatchObject({
      status: "succeeded",
      counts: { in: 3, out: 2, rejected: 1 },
      issues: [{ code: "changed-since", count: 1 }],
    });
    const after = await recordsOf(workspace);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after.slice(2).map(({ data }) => data)).toEqual([{ customer_id: "C3", name: "Flo" }]);
  });

  it("takes rows that were set aside, corrected, into the same dataset, and the counts of both add up", async () => {
    const workspace = createWorkspaceId();
    const original = await load(workspace, "\ufeffcustomer_id;name;city\r\nC1;Ann;Oslo\r\n;Bob;Rome\r\nC3;Cy;Paris;x\r\n", {
      into: "towns",
    });
    expect(original).toMatchObject({ counts: { in: 3, out: 1, rejected: 2 }, plan: { create: 1, reject: 2 } });

    const shapes = toRejectShapes(JSON.parse((await readResult(product.ports, original, "report.json")).text), original.params);
    const [shape] = shapes;
    if (!shape) throw new Error("The report says how the file was read.");
    const list = (await readResult(product.ports, original, "rejects.ndjson")).text.trim().split("\n");
    const rows = list.map((line) => createRejectReader(shape)(parseRejectLine(line)));
    expect(rows).toMatchObject([{ cells: ["", "Bob", "Rome"] }, { cells: ["C3", "Cy", "Paris"], surplus: ["x"] }]);
    const fixed = [["C2", "Bob", "Rome"], rows[1]?.cells ?? []];
    const csv = [shape.names, ...fixed].map((cells) => toCsvRow(cells)).join("");
    const files = [{ name: "customers.fixed.csv", size: csv.length, type: "text/csv" }];
    const again = await end(await send(workspace, csv, toRerunRequest({ job: original, shapes, files, rejects: [[0, 1]] })));

    expect(again).toMatchObject({
      status: "succeeded",
      params: { into: "towns", dialect: fixedDialect(shapes) },
      counts: { in: 2, out: 2, rejected: 0 },
      plan: { create: 2, update: 0, unchanged: 0, reject: 0 },
      fixes: { job: original.id, rejects: "0-1", rows: 2 },
    });
    expect((await recordsOf(workspace, "towns")).map(({ data, job: by }) => [data.customer_id, data.name, by])).toEqual([
      ["C1", "Ann", original.id],
      ["C2", "Bob", again.id],
      ["C3", "Cy", again.id],
    ]);
    expect(await product.ports.jobs.get(workspace, original.id)).toMatchObject({ reruns: [{ job: again.id, rows: 2 }] });
    expect(await undo(workspace, again)).toMatchObject({ counts: { out: 2 } });
    expect(await recordsOf(workspace, "towns")).toHaveLength(1);
  });

  it("shows nothing to another workspace, which cannot undo it either", async () => {
    const [workspace, other] = [createWorkspaceId(), createWorkspaceId()];
    const job = await load(workspace, two);
    const ask = (of: string) => getRecord(product.ports, { workspace: of, dataset: "records" }, ["C1"], signal);

    expect(await ask(workspace)).toMatchObject({ job: job.id, row: 1 });
    await expect(ask(other)).rejects.toMatchObject({ code: "not-found" });
    await expect(undoJob(product.ports, { workspace: other, guest: false, id: job.id })).rejects.toMatchObject({ code: "not-found" });
    expect(await recordsOf(other)).toEqual([]);
  });

  it("of one dataset comes after the others, whatever came at the same moment", { timeout: 120_000 }, async () => {
    const workspace = createWorkspaceId();
    const ids = Array.from({ length: 300 }, (_, n) => `C${n}`);
    const csvOf = (name: string) => `customer_id,name,${name}\r\n${ids.map((id) => `${id},${name},1`).join("\r\n")}\r\n`;
    const jobs = await Promise.all(["a", "b", "c"].map((name) => start(workspace, csvOf(name))));

    const done = await Promise.all(jobs.map(end));

    expect(done.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(done.map(({ plan }) => (plan?.create ?? 0) + (plan?.update ?? 0))).toEqual([300, 300, 300]);
    const records = await recordsOf(workspace);
    expect(records).toHaveLength(300);
    expect(new Set(records.map(({ version, job, data }) => `${version} ${job} ${data.name} ${data.a}${data.b}${data.c}`)).size).toBe(1);
    expect(records[0]).toMatchObject({ version: 3, data: { a: "1", b: "1", c: "1" } });
  });

  it("that is killed while it writes goes on, and ends as if nothing had been", { timeout: 180_000 }, async () => {
    const workspace = createWorkspaceId();
    const ids = Array.from({ length: 4000 }, (_, n) => `C${n}`);
    await load(workspace, `customer_id,name\r\n${ids.slice(0, 1000).join(",x\r\n")},x\r\n`);
    const job = await start(workspace, `customer_id,name\r\n${ids.join(",y\r\n")},y\r\n`);
    await waitForJob(product.ports, job, ({ applying }) => applying === true);
    await new Promise((resolve) => setTimeout(resolve, 300));

    for (const pid of product.stack.functions.pids("RunJob")) process.kill(pid, "SIGKILL");
    const halfway = (await recordsOf(workspace)).length;
    const done = await end(job);

    expect(halfway).toBeLessThan(4000);
    expect(done).toMatchObject({ status: "succeeded", attempt: 2, plan: { create: 3000, update: 1000, unchanged: 0, reject: 0 } });
    const records = await recordsOf(workspace);
    expect(records).toHaveLength(4000);
    expect(records.every(({ job: id, data }) => id === job.id && data.name === "y")).toBe(true);
    expect(new Set(records.map(({ writtenAt }) => writtenAt)).size).toBe(1);
    const undone = await undo(workspace, job);
    expect(undone.counts).toEqual({ in: 4000, out: 4000, rejected: 0, filtered: 0 });
    expect(await recordsOf(workspace)).toHaveLength(1000);
  });
});
