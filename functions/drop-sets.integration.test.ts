import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listSets } from "#core/drops/list-sets";
import { createRule, type RuleContent } from "#core/drops/save-rule";
import { sweepDocuments } from "#core/drops/sweep-documents";
import { sampleRule } from "#core/drops/testing/dropped-files";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { saveRecipe } from "#core/recipes/save-recipe";
import { hasStatus, type Product, readResult, startProduct, waitForJob } from "./testing/running-product.ts";

let product: Product;
let s3: S3Client;

beforeAll(async () => {
  product = await startProduct();
  const { endpoints, region, credentials } = product.stack;
  s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  // A function's first call loads the operations, which takes a busy machine longer than a test stage's three seconds.
  const workspace = createWorkspaceId();
  await drop(workspace, "first.csv", csvOf("a"));
  await waitForJobs(workspace, 1);
}, 240_000);
afterAll(async () => {
  s3.destroy();
  await product.close();
});

const names = ["customers", "orders", "items"];
const threesome: RuleContent = { ...sampleRule, title: "Three of a day", files: names.map((name) => `${name}-{YYYY-MM-DD}.csv`) };
const csvOf = (name: string, value = 1) => `id,${name}\r\n${value},a\r\n`;

async function drop(workspace: string, path: string, body: string, Metadata: Record<string, string> = {}): Promise<void> {
  const Bucket = String(JSON.parse(product.stack.resources.SST_RESOURCE_Uploads ?? "{}").name);
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `drops/${workspace}/${path}`, Body: Buffer.from(body), ContentType: "text/csv", Metadata }),
  );
}

/** An event whose function was too slow at first comes again after its message's time: longer than others are waited for. */
const patienceMs = 100_000;

async function waitUntil(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`In vain waited for ${what}.`);
    await sleep(50);
  }
}

async function jobsOf(workspace: string): Promise<Job[]> {
  return (await product.ports.jobs.list(workspace, { limit: 50 })).jobs.toReversed();
}

async function waitForJobs(workspace: string, count: number): Promise<Job[]> {
  await waitUntil(async () => (await jobsOf(workspace)).length >= count, `${count} jobs`);
  const jobs = await jobsOf(workspace);
  return await Promise.all(jobs.map((job) => waitForJob(product.ports, job, hasStatus("succeeded", "failed", "cancelled"))));
}

describe("dropped files of one day", { timeout: 240_000 }, () => {
  it("that arrive at the same moment are run once, together", async () => {
    const workspace = createWorkspaceId();
    const rule = await createRule(product.ports, workspace, threesome);

    await Promise.all(names.map((name) => drop(workspace, `partner-a/${name}-2026-11-20.csv`, csvOf(name))));
    const [job, ...others] = await waitForJobs(workspace, 1);

    expect(others).toEqual([]);
    expect(job).toMatchObject({
      status: "succeeded",
      source: "drop",
      set: { rule: rule.id, date: "20261120", revision: 1 },
      counts: { in: 3, out: 3 },
    });
    expect(job?.files.map(({ name }) => name)).toEqual(names.map((name) => `${name}-2026-11-20.csv`));
    const { sets } = await listSets(product.ports, workspace, { from: "20261101", to: "20261130", limit: 10 });
    expect(sets).toMatchObject([{ state: "done", slots: [{ state: "here" }, { state: "here" }, { state: "here" }] }]);
  });

  it("are run again with a corrected file, and not when S3 repeats itself", async () => {
    const workspace = createWorkspaceId();
    await createRule(product.ports, workspace, threesome);
    for (const name of names) await drop(workspace, `${name}-2026-11-20.csv`, csvOf(name));
    await waitForJobs(workspace, 1);

    await drop(workspace, "items-2026-11-20.csv", csvOf("items", 2));
    const [first, second] = await waitForJobs(workspace, 2);

    expect([first?.set?.revision, second?.set?.revision]).toEqual([1, 2]);
    if (!second) throw new Error("no second job");
    const result = second.results.find(({ name }) => name.startsWith("items"));
    expect(JSON.parse((await readResult(product.ports, second, result?.name ?? "")).text)).toEqual([{ id: "2", items: "a" }]);
  });

  it("of which one is missing fail by name at the deadline, and are run when it comes after all", async () => {
    const workspace = createWorkspaceId();
    await createRule(product.ports, workspace, { ...threesome, waitSeconds: 1 });
    for (const name of names.slice(0, 2)) await drop(workspace, `${name}-2026-11-20.csv`, csvOf(name));
    await waitUntil(async () => {
      // The schedule comes every minute; the test does not wait for it.
      await sweepDocuments(product.ports);
      return (await jobsOf(workspace)).length > 0;
    }, "the deadline");

    const [failed] = await waitForJobs(workspace, 1);
    expect(failed).toMatchObject({
      status: "failed",
      error: { code: "set-incomplete", message: expect.stringContaining("items-2026-11-20.csv") },
    });

    await drop(workspace, "items-2026-11-20.csv", csvOf("items"));
    const [, done] = await waitForJobs(workspace, 2);
    expect(done).toMatchObject({ status: "succeeded", set: { revision: 2 } });
    const { sets } = await listSets(product.ports, workspace, { from: "20261120", to: "20261120", limit: 10 });
    expect(sets).toMatchObject([{ state: "done", slots: [{}, {}, { state: "late" }] }]);
  });
});

describe("a dropped file", { timeout: 240_000 }, () => {
  it("is converted by the recipe that its metadata names", async () => {
    const workspace = createWorkspaceId();
    await saveRecipe(product.ports, workspace, { name: "Größe klein", operation: "convert", params: { to: "ndjson" } });

    await drop(workspace, "a.csv", csvOf("a"), { recipe: encodeURIComponent("Größe klein") });
    const [job] = await waitForJobs(workspace, 1);

    expect(job).toMatchObject({
      status: "succeeded",
      recipe: { name: "Größe klein", version: 1 },
      results: [{ name: "output.ndjson" }, {}],
    });
  });

  it("that nothing says anything of fails, and says what to do", async () => {
    const workspace = createWorkspaceId();

    await drop(workspace, "a.csv", csvOf("a"));
    const [job] = await waitForJobs(workspace, 1);

    expect(job).toMatchObject({ status: "failed", error: { code: "unknown-format", message: expect.stringContaining("Add a rule") } });
  });
});
