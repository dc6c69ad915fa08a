import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJob } from "#core/jobs/create-job";
import type { Job } from "#core/jobs/job";
import { signResult } from "#core/jobs/sign-result";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { hasStatus, type Product, readResult, startProduct, waitForJob } from "./testing/running-product.ts";

let product: Product;
let workspace: string;
beforeAll(async () => {
  product = await startProduct();
  workspace = createWorkspaceId();
});
afterAll(() => product.close());

interface Sent {
  operation: string;
  params: Record<string, unknown>;
  files: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

async function run({ operation, params, files }: Sent): Promise<Job> {
  const { ports } = product;
  const request = { operation, params, files: files.map(({ name, bytes }) => ({ name, size: bytes.length, type: "text/csv" })) };
  const { job, uploads } = await createJob(ports, { workspace, request, guest: true });
  for (const [index, upload] of uploads.entries()) {
    if (upload.kind !== "post") throw new Error("A small file is posted.");
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
    form.append("file", new Blob([files[index]?.bytes ?? new Uint8Array()], { type: "text/csv" }), files[index]?.name);
    expect((await fetch(upload.url, { method: "POST", body: form })).status).toBeLessThan(300);
  }
  return await waitForJob(ports, { workspace, id: job.id }, hasStatus("succeeded", "failed"));
}

const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });

async function bytesOf(job: Job, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { url } = await signResult(product.ports, { workspace, id: job.id, name });
  return await (await fetch(url)).bytes();
}

const orders = text("Orders.csv", "id;customer\n1;ann\n2;bob\n3;ann\n");
const items = text("items 2024.csv", 'order_id,price\n1,20\n1,"55,5"\n3,12.5\n');

describe("queries", () => {
  it("join two files that were uploaded, with numbers as SQL typed them", async () => {
    const sql = `SELECT o.customer, count(*) AS items, sum(CAST(replace(price, ',', '.') AS DECIMAL(12, 2))) AS total
      FROM orders o JOIN items_2024 i ON i.order_id = o.id GROUP BY ALL ORDER BY total DESC -- of the day`;

    const job = await run({ operation: "query", params: { sql, to: "ndjson" }, files: [orders, items] });

    expect(job.error).toBeUndefined();
    expect(job.counts).toEqual({ in: 6, out: 6, rejected: 0, filtered: 0 });
    expect((await readResult(product.ports, job, "output.ndjson")).text).toBe('{"customer":"ann","items":3,"total":88.00}\n');
    const report = JSON.parse((await readResult(product.ports, job, "report.json")).text) as { table: { name: string } }[];
    expect(report.map(({ table }) => table.name)).toEqual(["orders", "items_2024"]);
  });

  it("that do more than read are refused before anything is uploaded, or fail the job by the same code", async () => {
    await expect(run({ operation: "query", params: { sql: "DROP TABLE orders", to: "csv" }, files: [orders] })).rejects.toMatchObject({
      code: "sql-not-allowed",
    });

    const job = await run({ operation: "query", params: { sql: "SELECT * FROM read_text('/etc/passwd')", to: "csv" }, files: [orders] });

    expect(job).toMatchObject({ status: "failed", error: { code: "sql-not-allowed" } });
  });

  it("that would run for ever are stopped", async () => {
    const sql = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    const job = await run({ operation: "query", params: { sql, to: "csv" }, files: [orders] });

    expect(job.status).toBe("failed");
    expect(["query-timeout", "query-too-large"]).toContain(job.error?.code);
  });
});

describe("Parquet", () => {
  it("is written and read again, with the same values", async () => {
    const content = 'code,text\r\n007,"a, ""b"""\r\n,"two\r\nlines"\r\n1e5,é\r\n';

    const written = await run({ operation: "convert", params: { to: "parquet" }, files: [text("codes.csv", content)] });
    const bytes = await bytesOf(written, "output.parquet");
    const read = await run({ operation: "convert", params: { to: "csv" }, files: [{ name: "codes.parquet", bytes }] });

    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("PAR1");
    expect((await readResult(product.ports, read, "output.csv")).text).toBe(content);
    expect(read.counts).toEqual({ in: 3, out: 3, rejected: 0, filtered: 0 });
  });

  it("under another name is refused with a word on what to do", async () => {
    const written = await run({ operation: "convert", params: { to: "parquet" }, files: [orders] });
    const bytes = await bytesOf(written, "output.parquet");

    const job = await run({ operation: "convert", params: { to: "csv" }, files: [{ name: "orders.csv", bytes }] });

    expect(job.error).toMatchObject({ code: "binary-file", message: expect.stringContaining(".parquet") });
  });
});
