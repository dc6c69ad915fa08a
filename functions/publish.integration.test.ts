import { zstdDecompressSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJob } from "#core/jobs/create-job";
import { deleteJob } from "#core/jobs/delete-job";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { deleteTable } from "#core/lake/delete-table";
import { getTable } from "#core/lake/get-table";
import { parseLakeFileKey, tablePrefix, unsettledPrefix } from "#core/lake/lake-keys";
import { listTables } from "#core/lake/list-tables";
import { buys, from, hits } from "#core/operations/testing/sample-hits";
import { hasStatus, type Product, postFile, readResult, startProduct, waitForJob, waitUntil } from "./testing/running-product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const signal = new AbortController().signal;
const schema = { columns: [{ name: "amount", type: "number" }] };
const params = { dataset: "orders", time: "placed", zone: "Europe/Paris", schema };

async function publish(
  workspace: string,
  content: string,
  { name = "orders.csv", ...patch }: { name?: string } & Record<string, unknown> = {},
) {
  const request = {
    operation: "publish",
    params: { ...params, ...patch },
    files: [{ name, size: Buffer.byteLength(content), type: "text/csv" }],
  };
  const { job, uploads } = await createJob(product.ports, { workspace, request, guest: true });
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("expected a form");
  expect(await postFile(ticket, content)).toBeLessThan(300);
  return await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
}

/** A job over files of these names that has succeeded. */
async function runOver(workspace: string, operation: string, contents: Record<string, string>, given: Record<string, unknown> = {}) {
  const files = Object.entries(contents).map(([name, content]) => ({ name, size: Buffer.byteLength(content), type: "text/csv" }));
  const { job, uploads } = await createJob(product.ports, { workspace, request: { operation, params: given, files }, guest: true });
  for (const [index, ticket] of uploads.entries()) {
    if (ticket.kind !== "post") throw new Error("expected a form");
    expect(await postFile(ticket, Object.values(contents)[index] ?? "")).toBeLessThan(300);
  }
  const done = await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
  expect(done.error).toBeUndefined();
  return done;
}

async function publishResult(workspace: string, { id }: Job, name: string, given: Record<string, unknown>): Promise<Job> {
  const request = { operation: "publish", params: given, files: [], from: { job: id, results: [name] } };
  const { job } = await createJob(product.ports, { workspace, request, guest: true });
  return await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
}

async function keysOf(workspace: string, table = "orders"): Promise<string[]> {
  const { objects } = await product.ports.objects.list("lake", tablePrefix({ workspace, table }), { signal });
  return objects.map(({ key }) => key);
}

async function rowsOf(workspace: string, table = "orders"): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const key of await keysOf(workspace, table)) {
    const file = parseLakeFileKey({ workspace, table }, key);
    const head = await product.ports.objects.head("lake", key);
    if (!file || !head) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of product.ports.objects.read("lake", key, { ...head, signal })) chunks.push(chunk);
    const buffer = new Uint8Array(Buffer.concat(chunks)).buffer;
    const compressors = { ZSTD: (packed: Uint8Array) => new Uint8Array(zstdDecompressSync(packed)) };
    const { day, hour } = file.partition;
    for (const row of await parquetReadObjects({ file: buffer, compressors })) rows.push({ ...row, in: `${day} ${hour}` });
  }
  return rows;
}

const short = (rows: Record<string, unknown>[]) => rows.map((row) => [row.id, row.amount, row.in]).toSorted();

describe("a file that is published", () => {
  it("becomes rows by the hour, is corrected, gets columns and versions, and goes with its job", async () => {
    const workspace = createWorkspaceId();

    const first = await publish(workspace, "id,amount,placed\n1,5.25,2026-01-31 00:30\n2,x,2026-01-31 00:30\n3,7,2026-01-31 12:00\n4,1,\n");

    expect(first).toMatchObject({
      ...{ status: "succeeded", counts: { in: 4, out: 2, rejected: 2, filtered: 0 } },
      published: { table: "orders", rows: 2, files: 2, partitions: 2, from: "2026-01-30T23:30:00.000Z" },
    });
    expect(short(await rowsOf(workspace))).toEqual([
      ["1", 5.25, "30 23"],
      ["3", 7, "31 11"],
    ]);
    const report = JSON.parse((await readResult(product.ports, first, "report.json")).text);
    expect(report.published).toMatchObject({ table: "orders", zone: "Europe/Paris", time: "placed" });

    const late = await publish(workspace, "placed,more,id,amount\n2026-01-31 00:45,y,9,1\n", { name: "late.csv" });
    expect(short(await rowsOf(workspace))).toEqual([
      ["1", 5.25, "30 23"],
      ["3", 7, "31 11"],
      ["9", 1, "30 23"],
    ]);

    const corrected = await publish(workspace, "id,amount,placed\n1,6,2026-01-31 00:30\n", { corrects: "same-name" });
    expect(corrected.issues.map(({ code }) => code)).toContain("took-place");
    expect(short(await rowsOf(workspace))).toEqual([
      ["1", 6, "30 23"],
      ["9", 1, "30 23"],
    ]);

    const version = await publish(workspace, "id,amount,placed\nA7,6,2026-01-31 00:30\n", {
      ...{ name: "types.csv", typeChanges: "version" },
      schema: { columns: [{ name: "amount", type: "date" }] },
    });
    expect(version).toMatchObject({ status: "succeeded", published: { table: "orders_v2", rows: 0 }, counts: { out: 0, rejected: 1 } });

    await deleteJob(product.ports, late);
    await waitUntil(async () => (await rowsOf(workspace)).length === 1, "the rows of the deleted job to go");
    expect(
      (await keysOf(workspace)).filter((key) => key.includes(late.id) || key.startsWith(unsettledPrefix({ workspace, table: "orders" }))),
    ).toEqual([]);
    const { table, publications } = await getTable(product.ports, { workspace, table: "orders" });
    expect(table).toMatchObject({ rows: 1, files: 1, current: "orders_v2" });
    expect(table.columns.map(({ name }) => name)).toEqual(["id", "amount", "placed", "more", "year", "month", "day", "hour", "_time"]);
    expect(publications.map(({ job }) => job)).toEqual([corrected.id]);
  }, 120_000);

  it("is its workspace's alone, and goes with its table", async () => {
    const [workspace, other] = [createWorkspaceId(), createWorkspaceId()];
    await publish(workspace, "id,amount,placed\n1,6,2026-01-31 00:30\n");

    await expect(getTable(product.ports, { workspace: other, table: "orders" })).rejects.toMatchObject({ code: "not-found" });
    expect(await listTables(product.ports, other)).toEqual({ tables: [] });
    await expect(deleteTable(product.ports, { workspace: other, table: "orders" }, signal)).rejects.toMatchObject({ code: "not-found" });

    await deleteTable(product.ports, { workspace, table: "orders" }, signal);

    expect(await keysOf(workspace)).toEqual([]);
    expect(await listTables(product.ports, workspace)).toEqual({ tables: [] });
  }, 60_000);

  it("may be revenue by the hour, and messages of two kinds, of which the keys that a row lacks are empty", async () => {
    const workspace = createWorkspaceId();
    const hitFile = String(
      hits(
        { hit_time_gmt: 1254033280, date_time: "2009-09-27 06:34:40", ip: "67.98.123.1", ...from("google.com", "Ipod") },
        { hit_time_gmt: 1254034963, date_time: "2009-09-27 07:02:43", ip: "67.98.123.1", ...buys("290") },
      ).content,
    );
    const revenue = await runOver(workspace, "keyword-revenue", { "hits.tsv": hitFile });
    const day = await runOver(workspace, "customer-messages", {
      "customers_20261121.csv": "id,first_name,last_name,customer_reference,status\n1,Ada,Lovelace,c1,active\n",
      "orders_20261121.csv":
        "id,customer_reference,order_status,order_reference,order_timestamp\n1,c1,delivered,o1,2026-11-21 10:00:00\n2,nobody,delivered,o2,2026-11-21 11:00:00\n",
      "items_20261121.csv": "id,order_reference,item_name,quantity,total_price\n1,o1,Table,1,20.5\n",
    });

    const byHour = await publishResult(workspace, revenue, "hourly.csv", { dataset: "keyword_revenue", time: "hour" });
    const messages = await publishResult(workspace, day, "messages.ndjson", {
      dataset: "customer_messages",
      schema: { columns: [{ name: "number_of_orders", type: "integer" }] },
    });

    expect(byHour).toMatchObject({ status: "succeeded", counts: { rejected: 0 }, published: { table: "keyword_revenue", rows: 1 } });
    expect(await rowsOf(workspace, "keyword_revenue")).toMatchObject([{ search_keyword: "ipod", revenue: "290.00", in: "27 7" }]);
    expect(messages).toMatchObject({ status: "succeeded", counts: { in: 2, out: 2, rejected: 0 } });
    expect(messages.issues.map(({ code, severity }) => [code, severity])).toContainEqual(["missing-key", "notice"]);
    const [told, wrong] = await rowsOf(workspace, "customer_messages");
    expect(told).toMatchObject({ type: "customer_message", number_of_orders: 1n, code: "" });
    expect(wrong).toMatchObject({ type: "error_message", number_of_orders: null, file: "orders_20261121.csv", order_reference: "o2" });
  }, 120_000);

  it("may be Parquet, whose texts are typed as those of any file", async () => {
    const workspace = createWorkspaceId();
    const made = await runOver(
      workspace,
      "convert",
      { "orders.csv": "id,amount,placed\n1,6,2026-01-31 00:30\n2,x,2026-01-31 00:40\n" },
      { to: "parquet" },
    );

    const published = await publishResult(workspace, made, "output.parquet", params);

    expect(published).toMatchObject({ status: "succeeded", counts: { in: 2, out: 1, rejected: 1 } });
    expect(short(await rowsOf(workspace))).toEqual([["1", 6, "30 23"]]);
  }, 120_000);

  it("may be what another job made", async () => {
    const workspace = createWorkspaceId();
    const content = "id,amount,placed\n1,6,2026-01-31 00:30\n2,7,2026-01-31 00:40\n";
    const made = await runOver(workspace, "convert", { "orders.csv": content }, { to: "ndjson" });

    const published = await publishResult(workspace, made, "output.ndjson", params);

    expect(published.error).toBeUndefined();
    expect(short(await rowsOf(workspace))).toEqual([
      ["1", 6, "30 23"],
      ["2", 7, "30 23"],
    ]);
  }, 60_000);
});
