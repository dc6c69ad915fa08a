import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UploadTicket } from "#core/api/requests";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { createQueueByHand, type QueueByHand } from "./testing/queue-by-hand.ts";
import { createCsvJob, openTab, type Product, postFile, readResult, startProduct, type Tab, waitUntil } from "./testing/running-product.ts";

const csv = "id,name\r\n1,Ann\r\n";
const workspace = createWorkspaceId();
let product: Product;
let queues: QueueByHand;

beforeAll(async () => {
  product = await startProduct();
  await product.stack.pausePolling();
  queues = createQueueByHand(product.stack);
});
afterAll(() => product.close());

/** The way of one file, step by step, with nothing running by itself: what each step leaves is looked at before the next. */
describe("the way of a file", () => {
  let job: Job;
  let uploads: UploadTicket[];
  let tabs: Tab[];

  const current = async () => await product.ports.jobs.get(workspace, job.id);
  const dead = { workspace, id: "dead=", connectedAt: new Date(Date.now() - 60_000).toISOString() };

  it("1 · a signed form is asked for", async () => {
    ({ job, uploads } = await createCsvJob(product.ports, workspace, csv));

    expect(await current()).toMatchObject({ status: "awaiting-upload", pending: [] });
  });

  it("2 · the sockets of two tabs are opened with a ticket each", async () => {
    tabs = await Promise.all([openTab(product, workspace), openTab(product, workspace)]);

    expect(tabs).toHaveLength(2);
  });

  it("3 · their connections are stored", async () => {
    expect(await product.ports.connections.list(workspace)).toHaveLength(2);
  });

  it("4 · the form is returned, for this file of this job and nothing else", () => {
    expect(uploads).toEqual([{ kind: "post", url: expect.any(String), fields: expect.objectContaining({ "x-amz-meta-job": job.id }) }]);
  });

  it("5 · the file goes straight to S3, with its metadata", async () => {
    const [ticket] = uploads;

    expect(ticket?.kind === "post" && (await postFile(ticket, csv))).toBe(204);
    expect(await product.ports.objects.head("uploads", `uploads/${workspace}/${job.id}/0`)).toMatchObject({ metadata: { job: job.id } });
  });

  it("6 · S3's event is in UploadEvents", async () => {
    await waitUntil(async () => (await queues.count("UploadEvents")) === 1, "the event");
  });

  it("7 · accept-upload reads the object's metadata and takes it to its job", async () => {
    await queues.deliver("UploadEvents", "AcceptUpload");

    expect(await current()).toMatchObject({ status: "queued", files: [{ versionId: expect.any(String), size: csv.length }] });
  });

  it("8 · the job is in Work", async () => {
    expect(await queues.count("Work")).toBe(1);
  });

  it("9 · run-job transforms the file into Results", async () => {
    expect(await queues.deliver("Work", "RunJob")).toEqual([{ workspace, job: job.id }]);

    expect(await current()).toMatchObject({ status: "succeeded", counts: { in: 1, out: 1 } });
    expect(await product.ports.objects.head("results", `results/${workspace}/${job.id}/1/output.json`)).not.toBeNull();
  });

  it("10 · Notices holds every change: made, queued, running, succeeded", async () => {
    expect(await queues.count("Notices")).toBe(4);
    expect(tabs.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it("11 · notify reads them", async () => {
    await product.ports.connections.put(dead);

    const told = (await queues.deliver("Notices", "Notify")) as { message: { job: { status: string } } }[];

    expect(told.map(({ message }) => message.job.status).sort()).toEqual(["awaiting-upload", "queued", "running", "succeeded"]);
    expect(await queues.count("Notices")).toBe(0);
  });

  it("12 · every tab of the workspace is told, in one message", async () => {
    for (const { messages } of tabs) {
      await waitUntil(() => messages.length > 0, "the notice");
      expect(messages).toEqual([{ v: 1, type: "job", job: expect.objectContaining({ id: job.id, status: "succeeded" }) }]);
    }
  });

  it("13 · the connection that was gone is removed", async () => {
    expect(await product.ports.connections.find(dead.id)).toBeNull();
    expect(await product.ports.connections.list(workspace)).toHaveLength(2);
  });

  it("14 · the result is signed and downloaded", async () => {
    const done = await current();
    if (!done) throw new Error("no job");

    const { text, disposition } = await readResult(product.ports, done, "output.json");

    expect(JSON.parse(text)).toEqual([{ id: "1", name: "Ann" }]);
    expect(disposition).toContain('filename="orders.json"');
    for (const tab of tabs) tab.close();
  });
});
