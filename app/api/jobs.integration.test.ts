import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "#core/api/endpoints";
import {
  createJobResponseSchema,
  inspectionSchema,
  jobResponseSchema,
  jobsResponseSchema,
  maxSampleBytes,
  socketResponseSchema,
} from "#core/api/requests";
import { backend } from "../_server/backend.ts";
import { createClient, expectProblem, make, newJob, send } from "./testing/call-handler.ts";
import { untilDone, upload } from "./testing/run-job.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;

beforeAll(async () => {
  stack = await startTestStack("test-api-jobs");
});

afterAll(() => stack.close());

/** As infrastructure that was down would have left it. */
async function failAnalysis(id: string, workspace: string): Promise<void> {
  const { jobs } = backend().ports;
  const job = await jobs.get(workspace, id);
  if (!job?.analysis) throw new Error("The job was not analysed.");
  const error = { code: "unavailable", message: "The engine could not be started." } as const;
  expect(await jobs.replace({ ...job, version: job.version + 1, analysis: { ...job.analysis, status: "failed", error } })).toBe(true);
}

const convert = { operation: newJob.operation, params: newJob.params, name: "orders.csv" };

describe("a job through the HTTP interface", () => {
  test("is made, uploaded, listed, downloaded and deleted", async () => {
    const client = createClient();
    const id = await upload(client, "id,name\n1,Ada\n", convert);

    const job = await untilDone(client, id, 10);
    expect(job).toMatchObject({ status: "succeeded", counts: { in: 1, out: 1, rejected: 0, filtered: 0 } });

    const list = jobsResponseSchema.parse(await (await client("GET", "/api/jobs?limit=10&status=succeeded")).json());
    expect(list.jobs.map((line) => line.id)).toEqual([id]);

    const redirect = await client("GET", `/api/jobs/${id}/results/output.json`);
    expect(redirect.status).toBe(302);
    const download = await fetch(redirect.headers.get("location") ?? "");
    expect(download.headers.get("content-disposition")).toContain("orders.json");
    expect(await download.json()).toEqual([{ id: "1", name: "Ada" }]);

    const link = await client("GET", `/api/jobs/${id}/results/output.json?as=json`);
    expect(link.headers.get("cache-control")).toBe("no-store");
    expect(await link.json()).toMatchObject({ bytes: Number(download.headers.get("content-length")), url: expect.any(String) });

    expect((await client("DELETE", `/api/jobs/${id}`)).status).toBe(204);
    await expectProblem(await client("GET", `/api/jobs/${id}`), 404, "not-found");
  });

  test("says where it is", async () => {
    const client = createClient();
    const response = await client("POST", "/api/jobs", newJob);
    const { job } = createJobResponseSchema.parse(await response.json());

    expect(response.headers.get("location")).toBe(`/api/jobs/${job.id}`);
  });

  test("is cancelled once, and retried only with its files", async () => {
    const client = createClient();
    const { job } = await make(client);

    const cancelled = await client("POST", `/api/jobs/${job.id}/cancel`);
    expect(jobResponseSchema.parse(await cancelled.json()).job.status).toBe("cancelled");
    await expectProblem(await client("POST", `/api/jobs/${job.id}/retry`), 409, "upload-gone");
  });

  test("has its tables made once more where that failed, and only there, by its own workspace", { timeout: 120_000 }, async () => {
    const client = createClient();
    const id = await upload(client, "id,name\n1,Ada\n", convert);
    const analyse = (by = client) => by("POST", `/api/jobs/${id}/analyse`);
    const analysis = async () => jobResponseSchema.parse(await (await client("GET", `/api/jobs/${id}`)).json()).job.analysis;
    await expect.poll(analysis, { timeout: 50_000 }).toBe("done");
    await expectProblem(await analyse(), 409, "wrong-state");
    await failAnalysis(id, (await untilDone(client, id, 1)).workspace);

    await expectProblem(await analyse(createClient()), 404, "not-found");
    expect(await analysis()).toBe("failed");
    const asked = await analyse();

    expect(jobResponseSchema.parse(await asked.json()).job).toMatchObject({
      status: "succeeded",
      analysis: "pending",
      analysisError: null,
    });
    await expect.poll(analysis, { timeout: 50_000 }).toBe("done");
    const rows = await client("GET", `/api/jobs/${id}/results/rows.parquet`);
    expect((await fetch(rows.headers.get("location") ?? "")).ok).toBe(true);
  });

  test("is the same job for the same Idempotency-Key, and refused for another body", async () => {
    const client = createClient();
    const key = { "idempotency-key": "order-17" };
    const first = createJobResponseSchema.parse(await (await client("POST", "/api/jobs", newJob, key)).json());
    const again = createJobResponseSchema.parse(await (await client("POST", "/api/jobs", newJob, key)).json());

    expect(again.job.id).toBe(first.job.id);
    await expectProblem(await client("POST", "/api/jobs", { ...newJob, params: { to: "tsv" } }, key), 422, "idempotency-mismatch");
    await expectProblem(await client("POST", "/api/jobs", newJob, { "idempotency-key": "with a space" }), 400, "invalid-request");
  });

  test("takes a large file in parts", async () => {
    const client = createClient();
    const size = 9 * 1024 * 1024;
    const { job, uploads } = await make(client, { ...newJob, files: [{ name: "large.csv", size, type: "text/csv" }] });
    expect(uploads[0]?.kind).toBe("multipart");

    const signed = await client("GET", `/api/jobs/${job.id}/uploads/0/parts?from=1&count=2`);
    const { parts } = endpoints.signParts.answer.parse(await signed.json());
    expect(parts.map(({ number }) => number)).toEqual([1]);

    const body = new Uint8Array(size).fill(0x61);
    const uploaded = await fetch(parts[0]?.url ?? "", { method: "PUT", body });
    const completed = [{ number: 1, etag: uploaded.headers.get("etag") ?? "" }];
    const complete = await client("POST", `/api/jobs/${job.id}/uploads/0/complete`, { parts: completed });
    expect(complete.status).toBe(200);
    jobResponseSchema.parse(await complete.json());
  });

  test("is cancelled when its upload is given up", async () => {
    const client = createClient();
    const { job } = await make(client);

    expect((await client("DELETE", `/api/jobs/${job.id}/uploads/0`)).status).toBe(204);
    expect(jobResponseSchema.parse(await (await client("GET", `/api/jobs/${job.id}`)).json()).job.status).toBe("cancelled");
  });
});

describe("another workspace", () => {
  test("finds nothing: every call answers as if the job did not exist", async () => {
    const owner = createClient();
    const stranger = createClient();
    const id = await upload(owner, "id\n1\n", convert);
    await untilDone(owner, id, 10);

    const calls: [string, string, unknown?][] = [
      ["GET", `/api/jobs/${id}`],
      ["DELETE", `/api/jobs/${id}`],
      ["POST", `/api/jobs/${id}/retry`],
      ["POST", `/api/jobs/${id}/analyse`],
      ["POST", `/api/jobs/${id}/cancel`],
      ["GET", `/api/jobs/${id}/results/output.json`],
      ["GET", `/api/jobs/${id}/results/output.json?as=json`],
      ["GET", `/api/jobs/${id}/uploads/0/parts`],
      ["POST", `/api/jobs/${id}/uploads/0/complete`, { parts: [{ number: 1, etag: "x" }] }],
      ["DELETE", `/api/jobs/${id}/uploads/0`],
    ];
    for (const [method, path, body] of calls) await expectProblem(await stranger(method, path, body), 404, "not-found");
    expect(await (await stranger("GET", "/api/jobs")).json()).toMatchObject({ jobs: [] });
    expect((await owner("GET", `/api/jobs/${id}`)).status).toBe(200);
  });
});

test("an inspection says what is in a sample, and a sample has a largest size", async () => {
  const inspect = (body: BodyInit) => send("POST", "/api/inspect?name=orders.csv", { body });

  const inspection = inspectionSchema.parse(await (await inspect("id;name\r\n1;Ada\r\n")).json());

  expect(inspection).toMatchObject({ dialect: { delimiter: ";", lineEnd: "crlf" }, header: { names: ["id", "name"] }, complete: true });
  await expectProblem(await inspect(new Uint8Array(maxSampleBytes + 1)), 413, "sample-too-large");
  await expectProblem(await inspect(""), 422, "empty-file");
});

test("a socket's ticket comes with its address", async () => {
  const { url, ticket, expiresAt } = socketResponseSchema.parse(await (await send("GET", "/api/socket")).json());

  expect(url).toBe(stack.endpoints.socket);
  expect(ticket.length).toBeGreaterThanOrEqual(32);
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
});

test("health names each part, and every answer carries the security headers", async () => {
  const response = await send("GET", "/api/health");

  expect(endpoints.getHealth.answer.parse(await response.json()).checks).toMatchObject({
    storage: { ok: true },
    tables: { ok: true },
    queues: { ok: true },
  });
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(response.headers.get("cache-control")).toBe("no-store");
});
