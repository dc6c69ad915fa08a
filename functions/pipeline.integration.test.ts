import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelJob } from "#core/jobs/cancel-job";
import { completeUpload } from "#core/jobs/complete-upload";
import { deleteJob } from "#core/jobs/delete-job";
import { issueTicket } from "#core/jobs/issue-ticket";
import { retryJob } from "#core/jobs/retry-job";
import { signParts } from "#core/jobs/sign-parts";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import {
  createCsvJob,
  hasStatus,
  openTab,
  type Product,
  postFile,
  readResult,
  startProduct,
  waitForJob,
  waitUntil,
} from "./testing/running-product.ts";

const csv = 'id,name\r\n007,"Ann, ""A"""\r\n2,Zoë\r\n';
const converted = [
  { id: "007", name: 'Ann, "A"' },
  { id: "2", name: "Zoë" },
];
const workspace = createWorkspaceId();
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function upload(body = csv, announced = csv) {
  const { job, uploads } = await createCsvJob(product.ports, workspace, announced);
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("expected a form");
  return { job, ticket, status: await postFile(ticket, body) };
}

describe("a file", () => {
  it("goes from signed form to signed download, told to every tab of its workspace and to no other", async () => {
    const { ports } = product;
    const [tab, otherTab, stranger] = await Promise.all([
      openTab(product, workspace),
      openTab(product, workspace),
      openTab(product, createWorkspaceId()),
    ]);

    const { job } = await upload();
    const done = await waitForJob(ports, job, hasStatus("succeeded", "failed"));

    expect(done).toMatchObject({ status: "succeeded", attempt: 1, counts: { in: 2, out: 2, rejected: 0, filtered: 0 } });
    expect(done.timeline.map(({ kind }) => kind)).toEqual(["signed", "uploaded", "accepted", "queued", "running", "stored"]);
    const result = await readResult(ports, done, "output.json");
    expect(JSON.parse(result.text)).toEqual(converted);
    expect(result.disposition).toContain('attachment; filename="orders.json"');
    for (const { messages } of [tab, otherTab]) {
      await waitUntil(
        () => messages.some((said) => said.type === "job" && "status" in said.job && said.job.status === "succeeded"),
        "the end",
      );
    }
    expect(stranger.messages).toEqual([]);
    for (const each of [tab, otherTab, stranger]) each.close();
  });

  it("uploaded in parts is put together and converted", async () => {
    const row = `${"x".repeat(98)}\r\n`;
    const large = `id\r\n${row.repeat(95_000)}`;
    const { job } = await createCsvJob(product.ports, workspace, large);
    const file = { workspace, id: job.id, n: 0 };

    const { parts } = await signParts(product.ports, { ...file, from: 1, count: 200 });
    const sent = await Promise.all(
      parts.map(async ({ number, url }) => {
        const response = await fetch(url, { method: "PUT", body: large });
        return { number, etag: response.headers.get("etag") ?? "" };
      }),
    );
    await completeUpload(product.ports, { ...file, parts: sent });
    await completeUpload(product.ports, { ...file, parts: sent });
    const done = await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));

    expect(done).toMatchObject({ status: "succeeded", counts: { in: 95_000, out: 95_000 } });
  });

  it("uploaded again under the same form changes nothing: the first is kept, the second deleted and noted", async () => {
    const { job, ticket } = await upload();
    await waitForJob(product.ports, job, hasStatus("succeeded"));

    const status = await postFile(ticket, csv.replace("Zoë", "Eve"));
    const noted = await waitForJob(product.ports, job, ({ timeline }) => timeline.some(({ kind }) => kind === "noted"));

    expect(status).toBe(204);
    expect(noted).toMatchObject({ status: "succeeded", attempt: 1 });
    expect(JSON.parse((await readResult(product.ports, noted, "output.json")).text)).toEqual(converted);
    const [file] = noted.files;
    await waitUntil(
      async () => (await product.ports.objects.head("uploads", file?.key ?? ""))?.versionId === file?.versionId,
      "the deletion",
    );
  });

  it("of another size than announced fails with a sentence", async () => {
    const { job } = await upload("id\r\n1\r\n");

    const failed = await waitForJob(product.ports, job, hasStatus("failed"));

    expect(failed.error).toMatchObject({ code: "size-mismatch", message: expect.stringContaining("bytes") });
  });

  it("larger than announced is refused by the form", async () => {
    const { status } = await upload(`${csv}3,x\r\n`);

    expect(status).toBeGreaterThanOrEqual(400);
  });

  it("that arrives too late revives its expired job", async () => {
    const { job, uploads } = await createCsvJob(product.ports, workspace, csv);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    await product.stack.functions.invoke("Sweep", {});
    const expired = await waitForJob(product.ports, job, hasStatus("expired"));

    const [ticket] = uploads;
    if (ticket?.kind === "post") await postFile(ticket, csv);
    const done = await waitForJob(product.ports, job, hasStatus("succeeded"));

    expect(expired.timeline.at(-1)).toMatchObject({ kind: "expired" });
    expect(done.timeline.map(({ kind }) => kind)).toContain("revived");
  });

  it("that arrives after a cancel is deleted, and can then not be retried", async () => {
    const { job, uploads } = await createCsvJob(product.ports, workspace, csv);
    await cancelJob(product.ports, job);

    const [ticket] = uploads;
    if (ticket?.kind === "post") await postFile(ticket, csv);
    const noted = await waitForJob(product.ports, job, ({ timeline }) => timeline.some(({ kind }) => kind === "noted"));
    await waitUntil(async () => (await product.ports.objects.head("uploads", job.files[0]?.key ?? "")) === null, "the deletion");

    expect(noted.status).toBe("cancelled");
    await expect(retryJob(product.ports, job)).rejects.toMatchObject({ code: "upload-gone" });
  });

  it("goes with its job: every version of it and of its results", async () => {
    const { job } = await upload();
    // While its tables are being made it is purged once more, when nobody can write there any longer.
    const done = await waitForJob(product.ports, job, ({ analysis }) => analysis?.status === "done");

    await deleteJob(product.ports, done);

    const key = `results/${workspace}/${job.id}/1/output.json`;
    expect(await product.ports.objects.head("uploads", done.files[0]?.key ?? "", done.files[0]?.versionId)).toBeNull();
    expect(await product.ports.objects.head("results", key)).toBeNull();
    expect(await product.ports.jobs.get(workspace, job.id)).toMatchObject({ deletedAt: expect.any(String), purgedAt: expect.any(String) });
  });
});

describe("a socket", () => {
  it("needs a ticket that was given, is used once and in time", async () => {
    const { ticket } = await issueTicket(product.ports, { workspace });
    const tab = await openTab(product, workspace, ticket);

    await expect(openTab(product, workspace, ticket)).rejects.toThrow("401");
    await expect(openTab(product, workspace, "forged")).rejects.toThrow("401");
    tab.close();
  });

  it("answers a ping", async () => {
    const tab = await openTab(product, workspace);

    tab.say({ v: 1, type: "ping" });

    await waitUntil(() => tab.messages.some(({ type }) => type === "pong"), "a pong");
    tab.close();
  });
});
