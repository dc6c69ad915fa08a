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

  it("may be what another job made", async () => {
    const workspace = createWorkspaceId();
    const content = "id,amount,placed\n1,6,2026-01-31 00:30\n2,7,2026-01-31 00:40\n";
    const convert = {
      operation: "convert",
      params: { to: "ndjson" },
      files: [{ name: "orders.csv", size: content.length, type: "text/csv" }],
    };
    const { job, uploads } = await createJob(product.ports, { workspace, request: convert, guest: true });
    const [ticket] = uploads;
    if (ticket?.kind !== "post") throw new Error("expected a form");
    await postFile(ticket, content);
    await waitForJob(product.ports, job, hasStatus("succeeded"));

    const request = { operation: "publish", params, files: [], from: { job: job.id, results: ["output.ndjson"] } };
    const made: Job = (await createJob(product.ports, { workspace, request, guest: true })).job;
    const published = await waitForJob(product.ports, made, hasStatus("succeeded", "failed"));

    expect(published.error).toBeUndefined();
    expect(short(await rowsOf(workspace))).toEqual([
      ["1", 6, "30 23"],
      ["2", 7, "30 23"],
    ]);
  }, 60_000);
});
