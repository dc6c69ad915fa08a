import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "#core/api/endpoints";
import { jobResponseSchema } from "#core/api/requests";
import { type Client, createClient, expectProblem } from "./testing/call-handler.ts";
import { untilDone, upload } from "./testing/run-job.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const { listDatasets, forgetDataset, listRecords, getRecord, listImports, getImport } = endpoints;

beforeAll(async () => {
  stack = await startTestStack("test-api-records");
});
afterAll(() => stack.close());

async function load(client: Client, text: string, params: Record<string, unknown> = {}) {
  return await untilDone(client, await upload(client, text, { operation: "load", params, name: "customers.csv" }), 40);
}

async function read(client: Client, path: string): Promise<unknown> {
  const response = await client("GET", path);
  expect(response.status).toBe(200);
  return await response.json();
}

describe("records over HTTP", () => {
  test("are looked up, listed by prefix and page, and undone; a key of several cells is a JSON array", { timeout: 90_000 }, async () => {
    const client = createClient();
    await load(client, "customer_id,name\nC1,Ann\nC2,Bob\nD1,Cy\n");
    const second = await load(client, "customer_id,name,age\nC1,Eve,41\n");
    await load(client, "a,b,n\nx,y z,1\n", { into: "pairs", key: ["a", "b"] });

    const { record } = getRecord.answer.parse(await read(client, "/api/records/records/C1"));
    expect(record).toMatchObject({ key: ["C1"], version: 2, job: second.id, row: 1, data: { name: "Eve", age: "41" } });
    expect(record.history).toMatchObject([{ version: 1, row: 1 }]);
    const pair = await read(client, `/api/records/pairs/${encodeURIComponent('["x","y z"]')}`);
    expect(getRecord.answer.parse(pair).record.data).toEqual({ a: "x", b: "y z", n: "1" });

    const first = listRecords.answer.parse(await read(client, "/api/records?prefix=C&limit=1"));
    const rest = listRecords.answer.parse(
      await read(client, `/api/records?prefix=C&limit=1&cursor=${encodeURIComponent(first.cursor ?? "")}`),
    );
    expect([...first.records, ...rest.records].map(({ key }) => key)).toEqual([["C1"], ["C2"]]);
    expect(rest.cursor).toBeNull();
    expect(first.columns).toEqual(["customer_id", "name", "age"]);

    const { datasets } = listDatasets.answer.parse(await read(client, "/api/datasets"));
    expect(datasets).toMatchObject([
      { name: "pairs", records: 1, keyColumns: ["a", "b"] },
      { name: "records", records: 3, keyColumns: ["customer_id"], lastJob: second.id },
    ]);

    const undo = await client("POST", `/api/jobs/${second.id}/undo`);
    expect(undo.status).toBe(201);
    const { job } = jobResponseSchema.parse(await undo.json());
    expect(await untilDone(client, job.id, 40)).toMatchObject({ status: "succeeded", counts: { in: 1, out: 1, rejected: 0 } });
    expect(getRecord.answer.parse(await read(client, "/api/records/records/C1")).record).toMatchObject({
      version: 1,
      data: { name: "Ann" },
    });
    const noted = getImport.answer.parse(await read(client, `/api/imports/${second.id}`));
    expect(noted.import).toMatchObject({ plan: { create: 0, update: 1, unchanged: 0, reject: 0 }, isApplied: true, undoneBy: job.id });
    expect(listImports.answer.parse(await read(client, "/api/imports")).imports).toHaveLength(3);

    const forgotten = await client("DELETE", "/api/datasets/pairs");
    expect(forgetDataset.answer.parse(await forgotten.json())).toEqual({ deleted: 1, more: false });
    expect(listDatasets.answer.parse(await read(client, "/api/datasets")).datasets.map(({ name }) => name)).toEqual(["records"]);
  });

  test("of another workspace are not there", { timeout: 60_000 }, async () => {
    const [owner, stranger] = [createClient(), createClient()];
    const job = await load(owner, "customer_id,name\nC1,Ann\n");

    await expectProblem(await stranger("GET", "/api/records/records/C1"), 404, "not-found");
    await expectProblem(await stranger("GET", `/api/imports/${job.id}`), 404, "not-found");
    await expectProblem(await stranger("POST", `/api/jobs/${job.id}/undo`), 404, "not-found");
    await expectProblem(await stranger("DELETE", "/api/datasets/records"), 404, "not-found");
    expect(listRecords.answer.parse(await read(stranger, "/api/records")).records).toEqual([]);
    expect(listDatasets.answer.parse(await read(stranger, "/api/datasets")).datasets).toEqual([]);
    expect(await read(owner, "/api/records/records/C1")).toMatchObject({ record: { data: { name: "Ann" } } });
  });

  test("asked for in a way that cannot be are refused in words", async () => {
    const client = createClient();

    await expectProblem(await client("GET", "/api/records?cursor=*"), 400, "invalid-request");
    await expectProblem(await client("GET", "/api/records/No%20Such/C1"), 404, "not-found");
    await expectProblem(await client("GET", "/api/records/records/%5Bx"), 404, "not-found");
  });
});
