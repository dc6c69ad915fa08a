import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bytesSource, inspect } from "#core/csv/index";
import { createJob } from "#core/jobs/create-job";
import type { Job } from "#core/jobs/job";
import { signResult } from "#core/jobs/sign-result";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { hasStatus, type Product, readResult, startProduct, waitForJob } from "./testing/running-product.ts";

let product: Product;
const workspace = createWorkspaceId();
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

async function convert(file: { name: string; body: Uint8Array<ArrayBuffer> | string }, params: Record<string, unknown>): Promise<Job> {
  const body = new Blob([file.body]);
  const files = [{ name: file.name, size: body.size, type: "application/octet-stream" }];
  const { job, uploads } = await createJob(product.ports, { workspace, request: { operation: "convert", params, files }, guest: true });
  const [upload] = uploads;
  if (upload?.kind !== "post") throw new Error("A small file is posted.");
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
  form.append("file", body);
  expect((await fetch(upload.url, { method: "POST", body: form })).status).toBeLessThan(300);
  return await waitForJob(product.ports, { workspace, id: job.id }, hasStatus("succeeded", "failed"));
}

it("a workbook is read in parts from where it is stored, and the sheet that was asked for is converted", async () => {
  const orders = Array.from({ length: 500 }, (_, index) => [`00${index}`, index / 4, new Date(Date.UTC(2024, 0, 1 + index))]);
  const written = await writeXlsx({
    sheets: [
      { name: "Notes", rows: [["nothing"]] },
      { name: "Orders", rows: [["id", "amount", "day"], ...orders] },
    ],
  });

  const job = await convert({ name: "book.xlsx", body: new Uint8Array(written) }, { to: "csv", dialect: { sheet: "Orders" } });

  expect(job).toMatchObject({ status: "succeeded", counts: { in: 500, out: 500, rejected: 0, filtered: 0 } });
  const lines = (await readResult(product.ports, job, "output.csv")).text.trimEnd().split("\r\n");
  expect(lines.slice(0, 3)).toEqual(["id,amount,day", "000,0,2024-01-01", "001,0.25,2024-01-02"]);
  expect(lines.length).toBe(501);
});

it("a workbook that is damaged fails its job in words", async () => {
  const written = await writeXlsx({ sheets: [{ name: "A", rows: [["a"], ["b"]] }] });

  const job = await convert({ name: "cut.xlsx", body: new Uint8Array(written).slice(0, -30) }, { to: "csv" });

  expect(job).toMatchObject({ status: "failed", error: { code: "truncated-archive" } });
});

it("a table becomes a workbook that can be read again", async () => {
  const job = await convert({ name: "orders.csv", body: "id,what\r\n007,=1+1\r\n8,x\r\n" }, { to: "xlsx" });

  expect(job).toMatchObject({ status: "succeeded", counts: { out: 2 } });
  const { url } = await signResult(product.ports, { workspace, id: job.id, name: "output.xlsx" });
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  const found = await inspect(bytesSource(await response.bytes()), { name: "output.xlsx", complete: true });
  expect(found).toMatchObject({
    format: "xlsx",
    sheet: "orders",
    header: { names: ["id", "what"] },
    preview: [
      ["007", "=1+1"],
      ["8", "x"],
    ],
  });
});
