import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJob } from "#core/jobs/create-job";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { buys, from, header, hits, type TestHit } from "#core/operations/testing/sample-hits";
import { hasStatus, type Product, postFile, readResult, startProduct, waitForJob, waitUntil } from "./testing/running-product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const day: TestHit[] = [
  { hit_time_gmt: 1254033280, date_time: "2009-09-27 06:34:40", ip: "67.98.123.1", ...from("google.com", "Ipod") },
  { hit_time_gmt: 1254034963, date_time: "2009-09-27 07:02:43", ip: "67.98.123.1", ...buys("290") },
  { hit_time_gmt: 1254034567, date_time: "2009-09-27 06:56:07", ip: "23.8.61.21", ...buys("250.5") },
  { hit_time_gmt: 1254033379, date_time: "2009-09-27 06:36:19", ip: "23.8.61.21", ...from("bing.com", "Zune") },
  { hit_time_gmt: "late", ip: "9.9.9.9", ...buys("1000") },
];
const expected = `${header}google.com\tipod\t290.00\nbing.com\tzune\t250.50\n`;
const name = "2009-09-27_SearchKeywordPerformance.tab";

const textOf = (rows: TestHit[]) => String(hits(...rows).content);

async function uploadHits(workspace: string, files: string[], params: Record<string, unknown> = {}): Promise<Job> {
  const request = {
    ...{ operation: "keyword-revenue", params },
    files: files.map((body, index) => ({ name: `hits-${index}.tsv`, size: Buffer.byteLength(body), type: "text/tab-separated-values" })),
  };
  const { job, uploads } = await createJob(product.ports, { workspace, request, guest: true });
  for (const [index, ticket] of uploads.entries()) {
    if (ticket.kind !== "post") throw new Error("expected a form");
    expect(await postFile(ticket, files[index] ?? "")).toBeLessThan(300);
  }
  return await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
}

describe("hits that are uploaded", () => {
  it("become the file of their day, to the byte and under its own name", async () => {
    const job = await uploadHits(createWorkspaceId(), [textOf(day)]);

    expect(job).toMatchObject({ status: "succeeded", runner: "engine", counts: { in: 5, out: 4, rejected: 1, filtered: 0 } });
    expect(job.results.map((result) => result.name)).toEqual([name, "hourly.csv", "rejects.ndjson", "rejects.csv", "report.json"]);
    const result = await readResult(product.ports, job, name);
    expect(result.text).toBe(expected);
    expect(result.disposition).toContain(`filename="${name}"`);
    const report = JSON.parse((await readResult(product.ports, job, "report.json")).text);
    expect(report.keywordRevenue).toMatchObject({
      hits: 4,
      purchases: 2,
      attributed: { revenue: "540.50" },
      withoutTouch: { purchases: 0 },
    });
  });

  it("of several files are one stream, in whatever order they are told", async () => {
    const [first = {}, second = {}, third = {}, fourth = {}] = day;

    const job = await uploadHits(createWorkspaceId(), [textOf([second, fourth]), textOf([third, first])]);

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 4, out: 4 } });
    expect((await readResult(product.ports, job, name)).text).toBe(expected);
  });

  it("are no one else's", async () => {
    const job = await uploadHits(createWorkspaceId(), [textOf(day)]);

    await expect(readResult(product.ports, { ...job, workspace: createWorkspaceId() }, name)).rejects.toMatchObject({ code: "not-found" });
  });

  it("that are none end with what is missing", async () => {
    const job = await uploadHits(createWorkspaceId(), ["a\tb\n1\t2\n"]);

    expect(job).toMatchObject({
      status: "failed",
      error: { code: "wrong-columns", message: expect.stringContaining("hit_time_gmt") },
      results: [],
    });
  });
});

async function dropHits(workspace: string, Body: string): Promise<Job> {
  const { region, credentials, endpoints, resources } = product.stack;
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  const Bucket = String(JSON.parse(resources.SST_RESOURCE_Uploads ?? "{}").name);
  const Metadata = { operation: "keyword-revenue" };
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `drops/${workspace}/shop/hits.tsv`, Body, ContentType: "text/tab-separated-values", Metadata }),
  );
  let dropped: Job | undefined;
  await waitUntil(async () => {
    [dropped] = (await product.ports.jobs.list(workspace, { limit: 1 })).jobs;
    return dropped !== undefined;
  }, "the drop's job");
  if (!dropped) throw new Error("no job");
  return await waitForJob(product.ports, dropped, hasStatus("succeeded", "failed"));
}

describe("hits that are dropped", () => {
  it("run as their metadata asks", async () => {
    const job = await dropHits(createWorkspaceId(), textOf(day));

    expect(job.status).toBe("succeeded");
    expect((await readResult(product.ports, job, name)).text).toBe(expected);
  });

  it("that matter and are more than memory is given to are sorted by the engine", async () => {
    const visitors = 25_000;
    const visits = Array.from({ length: visitors }, (_, ip) => ({ ip: String(ip), user_agent: "Browser ".repeat(50) }));
    const searches = visits.map((visit, n) => ({ ...visit, hit_time_gmt: 1, ...from("google.com", `k${n % 5}`) }));
    const purchases = visits.map((visit) => ({ ...visit, hit_time_gmt: 2, ...buys("0.10") }));

    const job = await dropHits(createWorkspaceId(), textOf([...purchases.toReversed(), ...searches]));

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 2 * visitors, out: 2 * visitors } });
    const lines = [0, 1, 2, 3, 4].map((n) => `google.com\tk${n}\t500.00\n`);
    expect((await readResult(product.ports, job, name)).text).toBe(header + lines.join(""));
  });
});
