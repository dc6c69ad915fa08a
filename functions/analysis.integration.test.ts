import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJob } from "#core/jobs/create-job";
import { deleteJob } from "#core/jobs/delete-job";
import type { Job } from "#core/jobs/job";
import { resultPrefix } from "#core/jobs/object-keys";
import { signResult } from "#core/jobs/sign-result";
import { sweepJobs } from "#core/jobs/sweep-jobs";
import { toJobView } from "#core/jobs/to-job-view";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { type Profile, profileSchema } from "#core/profile/profile";
import { readParquet } from "./testing/read-parquet.ts";
import { hasStatus, type Product, readResult, startProduct, waitForJob, waitUntil } from "./testing/running-product.ts";

let product: Product;
const workspace = createWorkspaceId();
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

interface Sent {
  operation: string;
  params: Record<string, unknown>;
  onBadRow?: "keep" | "reject";
  files: Record<string, string | Uint8Array<ArrayBuffer>>;
}

async function send({ files, ...request }: Sent): Promise<Job> {
  const bodies = Object.entries(files).map(([name, body]) => ({ name, blob: new Blob([body], { type: "text/csv" }) }));
  const declared = bodies.map(({ name, blob }) => ({ name, size: blob.size, type: "text/csv" }));
  const { job, uploads } = await createJob(product.ports, { workspace, request: { ...request, files: declared }, guest: true });
  for (const [index, upload] of uploads.entries()) {
    if (upload.kind !== "post") throw new Error("A small file is posted.");
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
    form.append("file", bodies[index]?.blob ?? new Blob());
    expect((await fetch(upload.url, { method: "POST", body: form })).status).toBeLessThan(300);
  }
  return job;
}

async function analysed(sent: Sent): Promise<{ job: Job; profile: Profile }> {
  const { id } = await send(sent);
  const isOver = (job: Job) => job.status === "failed" || job.analysis?.status === "done" || job.analysis?.status === "failed";
  const job = await waitForJob(product.ports, { workspace, id }, isOver);
  expect(job).toMatchObject({ status: "succeeded", analysis: { status: "done" } });
  return { job, profile: profileSchema.parse(JSON.parse((await readResult(product.ports, job, "profile.json")).text)) };
}

async function rowsOf(job: Job, name: string | null | undefined): Promise<Record<string, unknown>[]> {
  const { url } = await signResult(product.ports, { workspace, id: job.id, name: name ?? "" });
  return await readParquet(await (await fetch(url)).bytes());
}

const csv = "id,name\r\n007,Ann\r\n2,\r\n";
const rows = [
  { id: "007", name: "Ann" },
  { id: "2", name: "" },
];

describe("after a job that succeeded", () => {
  it.each(["csv", "tsv", "json", "ndjson", "parquet", "xlsx"])(
    "its output as %s and its input can be looked at, as text, and are profiled",
    async (to) => {
      const { job, profile } = await analysed({ operation: "convert", params: { to }, files: { "orders.csv": csv } });

      expect(toJobView(job)).toMatchObject({ status: "succeeded", analysis: "done", analysisError: null });
      expect(toJobView(job).results.map(({ name }) => name)).toEqual(
        expect.arrayContaining([`output.${to}`, "rows.parquet", "input.parquet", "profile.json"]),
      );
      expect(profile.tables).toMatchObject([
        { of: "output", name: `output.${to}`, n: 0, rowsIn: "rows.parquet", rows: 2, columns: ["id", "name"] },
        { of: "input", name: "orders.csv", n: 0, rowsIn: "input.parquet", rows: 2, columns: ["id", "name"], profile: null },
      ]);
      expect(profile.tables[0]?.profile?.columns).toMatchObject([{ name: "id" }, { name: "name", empty: 1 }]);
      expect(await rowsOf(job, "rows.parquet")).toEqual(rows);
      expect(await rowsOf(job, "input.parquet")).toEqual(rows);
    },
  );

  it("packed files are read, and columns are called as the result calls them where it has no header", async () => {
    const { job, profile } = await analysed({
      operation: "convert",
      params: { to: "csv", compress: "gzip", dialect: { header: "none", delimiter: ";" } },
      files: { "plain.csv.gz": new Uint8Array(gzipSync("1;2\n3;4\n")) },
    });

    const [output, input] = profile.tables;
    expect(output).toMatchObject({ name: "output.csv.gz", rows: 2, rowsIn: "rows.parquet" });
    expect(output?.columns).toEqual(input?.columns);
    expect((await rowsOf(job, "rows.parquet")).map(Object.values)).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("several files have several tables, none of which takes a result's name", async () => {
    const { job, profile } = await analysed({
      operation: "convert",
      params: { to: "parquet" },
      files: { "rows.csv": csv, "b.csv": "x\n1\n" },
    });

    expect(profile.tables.map(({ of, n, name, rowsIn }) => [of, n, name, rowsIn])).toEqual([
      ["output", 0, "rows.parquet", "rows.table.parquet"],
      ["output", 1, "b.parquet", "rows-2.parquet"],
      ["input", 0, "rows.csv", "input.parquet"],
      ["input", 1, "b.csv", "input-2.parquet"],
    ]);
    expect(await rowsOf(job, "rows.table.parquet")).toEqual(rows);
    expect(await rowsOf(job, "input-2.parquet")).toEqual([{ x: "1" }]);
  });

  it("rejects are rows with their place, their reason and their cells, also as a workbook", async () => {
    const { job, profile } = await analysed({
      operation: "convert",
      params: { to: "csv" },
      onBadRow: "reject",
      files: { "a.csv": 'a,b\n1,2\n3\n"4",5,6\n7,8\n' },
    });

    expect(profile.tables.map(({ of, rows: count, rowsIn }) => [of, count, rowsIn])).toEqual([
      ["output", 2, "rows.parquet"],
      ["rejects", 2, "rejects.parquet"],
      ["input", 4, "input.parquet"],
    ]);
    const rejects = await rowsOf(job, "rejects.parquet");
    expect(rejects).toMatchObject([
      {
        _file: "",
        _line: "3",
        _record: "2",
        _byte: "8",
        _codes: "too-few-fields",
        _columns: '["b"]',
        _raw: "3",
        a: "3",
        b: "",
        _extra: "",
      },
      { _line: "4", _record: "3", _codes: "too-many-fields", _columns: '["_extra"]', a: "4", b: "5", _extra: '["6"]' },
    ]);
    expect(rejects[0]?._message).toMatch(/^Line 3/);
    const workbook = job.analysis?.results.find(({ name }) => name === "rejects.xlsx");
    expect(workbook).toMatchObject({ rows: 2, contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
    // Cells beyond the columns of a table that is kept are a column of it.
    expect((await rowsOf(job, "input.parquet"))[2]).toEqual({ a: "4", b: "5", _extra: '["6"]' });
  });

  it("a masked job's input is not kept to be looked at, and it is said why", async () => {
    const { job, profile } = await analysed({
      operation: "convert",
      params: { to: "csv", mask: [{ column: "name", method: "redact" }] },
      files: { "people.csv": csv },
    });

    expect(profile.tables.find(({ of }) => of === "input")).toMatchObject({ rowsIn: null, why: expect.stringContaining("masks") });
    expect(job.analysis?.results.map(({ name }) => name)).toEqual(["rows.parquet", "profile.json"]);
    expect((await rowsOf(job, "rows.parquet")).map(({ name }) => name)).not.toContain("Ann");
  });

  it("loads, messages and queries have theirs", async () => {
    const header = "id,customer_reference,order_status,order_reference,order_timestamp\n";
    const day = {
      "customers_20261121.csv": "id,first_name,last_name,customer_reference,status\n1,Ada,Lovelace,ade3-11ed,active\n",
      "orders_20261121.csv": `${header}1,ade3-11ed,delivered,dc0aa69c,2026-11-21 10:00:00\n`,
      "items_20261121.csv": "id,order_reference,item_name,quantity,total_price\n1,dc0aa69c,Table,1,20\n",
    };

    const [load, messages, query] = await Promise.all([
      analysed({ operation: "load", params: { key: ["id"] }, files: { "orders.csv": csv } }),
      analysed({ operation: "customer-messages", params: {}, files: day }),
      analysed({
        operation: "query",
        params: { sql: "SELECT count(*) AS n, max(id) AS id FROM orders", to: "json" },
        files: { "orders.csv": csv },
      }),
    ]);

    const kinds = ({ tables }: Profile) => tables.map(({ of, name, rows: count }) => `${of} ${name} ${count}`);
    expect(kinds(load.profile)).toEqual(["output changes.ndjson 2", "input orders.csv 2"]);
    expect(kinds(messages.profile)).toEqual(["output messages.ndjson 1", ...Object.keys(day).map((name) => `input ${name} 1`)]);
    expect(await rowsOf(query.job, "rows.parquet")).toEqual([{ n: "2", id: "2" }]);
  });
});

describe("an analysis", () => {
  const large = () =>
    `id,name,note\n${Array.from({ length: 200_000 }, (_, index) => `${index},Name ${index},some words ${index % 977}\n`).join("")}`;
  const killAll = () => {
    for (const pid of product.stack.functions.pids("Analyse")) process.kill(pid, "SIGKILL");
  };

  it("that is killed midway comes back and leaves one set of tables, while the job stays what it is", async () => {
    const { id } = await send({ operation: "convert", params: { to: "csv" }, files: { "large.csv": large() } });
    await waitForJob(product.ports, { workspace, id }, (job) => job.analysis?.run === 1);
    await sleep(300);

    killAll();
    const job = await waitForJob(product.ports, { workspace, id }, ({ analysis }) => analysis?.status === "done");

    expect(job).toMatchObject({ status: "succeeded", attempt: 1, analysis: { run: 2 } });
    expect(await rowsOf(job, "rows.parquet")).toHaveLength(200_000);
  });

  it("of a job that is deleted meanwhile leaves nothing behind", async () => {
    const { id } = await send({ operation: "convert", params: { to: "csv" }, files: { "large.csv": large() } });
    await waitForJob(product.ports, { workspace, id }, (job) => job.analysis?.run === 1);

    await deleteJob(product.ports, { workspace, id });

    // The schedule's sweep comes once a minute.
    const swept = async () => {
      await sweepJobs(product.ports);
      return (await product.ports.jobs.get(workspace, id))?.purgedAt !== undefined;
    };
    await waitUntil(swept, "the objects to be purged");
    const { S3Client, ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
    const { endpoints, region, credentials } = product.stack;
    const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
    const Bucket = String(JSON.parse(product.stack.resources.SST_RESOURCE_Results ?? "{}").name);
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: resultPrefix(workspace, id) }));
    expect(listed.Versions ?? []).toEqual([]);
    s3.destroy();
  });

  it("whose message is delivered again changes nothing", async () => {
    const { job } = await analysed({ operation: "convert", params: { to: "csv" }, files: { "orders.csv": csv } });
    const { endpoints, region, credentials } = product.stack;
    const sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
    const QueueUrl = String(JSON.parse(product.stack.resources.SST_RESOURCE_Analysis ?? "{}").url);

    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ workspace, job: job.id, analyse: 1 }) }));
    await waitUntil(async () => {
      const { GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
      const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
      return names.every((name) => Attributes[name] === "0");
    }, "the message to be taken");

    expect(await product.ports.jobs.get(workspace, job.id)).toEqual({ ...job, pending: [] });
    sqs.destroy();
  });

  it("is not owed by a job that failed", async () => {
    const { id } = await send({ operation: "convert", params: { to: "csv" }, files: { "empty.csv": "\n\n" } });

    const job = await waitForJob(product.ports, { workspace, id }, hasStatus("failed", "succeeded"));

    expect(toJobView(job)).toMatchObject({ status: "failed", analysis: "none" });
  });
});
