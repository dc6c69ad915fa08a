import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { issueTicket } from "#core/jobs/issue-ticket";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { type LogRecord, readJobLog, readLogs } from "./testing/read-log.ts";
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

const csv = "id,name\r\n1,Annabelle\r\n2,Bartholomew\r\n3\r\n";
const trace = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

function resource(id: string): Record<string, string> {
  return JSON.parse(product.stack.resources[`SST_RESOURCE_${id}`] ?? "{}");
}

async function upload(workspace: string, body = csv): Promise<Job> {
  const { job, uploads } = await createCsvJob(product.ports, workspace, body);
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("A small file is posted.");
  expect(await postFile(ticket, body)).toBe(204);
  return await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
}

/** The log of a job once its end has been told to its tabs, the last thing that happens. */
async function logOf({ id, status }: Job) {
  const wasTold = ({ function: name, status: told }: LogRecord) => name === "Notify" && told === status;
  await waitUntil(async () => (await readJobLog(product.logs, id)).told.some(wasTold), "the notice of its end");
  return await readJobLog(product.logs, id);
}

it("a job can be followed by its id from its upload to its toast, each step with its invocation and its trace", async () => {
  const workspace = createWorkspaceId();
  const tab = await openTab(product, workspace);

  const { told } = await logOf(await upload(workspace));

  const steps = told.map(({ function: name, message, status }) => `${name}: ${message} (${status})`);
  expect(steps).toEqual(
    expect.arrayContaining([
      "AcceptUpload: Job queued (queued)",
      "RunJob: Job running (running)",
      "RunJob: Job succeeded (succeeded)",
      "Notify: Notice sent (succeeded)",
    ]),
  );
  for (const line of told) {
    expect(line).toMatchObject({
      service: "sluice",
      stage: "test",
      level: "INFO",
      workspace,
      timestamp: expect.any(String),
      cold_start: expect.any(Boolean),
      function_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      xray_trace_id: expect.stringMatching(trace),
    });
  }
  const [queued, running, sent] = ["Job queued", "Job running", "Notice sent"].map((message) =>
    told.find((line) => line.message === message),
  );
  expect(queued).toMatchObject({ queue: "UploadEvents", receive_count: 1, operation: "convert", source: "web" });
  expect(running).toMatchObject({ queue: "Work", receive_count: 1, attempt: 1, sender_trace_id: queued?.xray_trace_id });
  expect(sent).toMatchObject({ connections: 1 });
  tab.close();
});

it("what a job did is measured once, with the numbers of its report", async () => {
  const done = await upload(createWorkspaceId());

  const { told, measured } = await logOf(done);

  expect(told.find(({ message }) => message === "Job succeeded")).toMatchObject({
    rows_in: 3,
    rows_out: 3,
    rows_rejected: 0,
    bytes_in: csv.length,
  });
  expect(Object.assign({}, ...measured)).toMatchObject({
    stage: "test",
    operation: "convert",
    JobsSucceeded: 1,
    RowsIn: 3,
    RowsOut: 3,
    RowsRejected: 0,
  });
  expect(measured.filter((line) => "JobsSucceeded" in line)).toHaveLength(1);
  const figures = Object.assign({}, ...measured) as Record<string, number>;
  expect(figures.BytesIn).toBe(csv.length);
  expect(figures.BytesOut).toBe(done.results.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(figures.RunDuration).toBeGreaterThan(0);
  expect(figures.JobDuration).toBeGreaterThanOrEqual(figures.RunDuration ?? 0);
});

it("a job that a file made fail is measured by its code", async () => {
  const failed = await upload(createWorkspaceId(), "%PDF-1.7 no table");

  const { measured } = await logOf(failed);

  expect(measured).toContainEqual(expect.objectContaining({ JobsFailed: 1, operation: "convert", code: "binary-file" }));
});

it("a drop's lines name the request that stored it", async () => {
  const { endpoints, region, credentials } = product.stack;
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  const workspace = createWorkspaceId();
  const Key = `drops/${workspace}/a.csv`;

  const { $metadata } = await s3.send(
    new PutObjectCommand({ Bucket: resource("Uploads").name, Key, Body: csv, Metadata: { outputformat: "json" } }),
  );
  let done: Job | undefined;
  await waitUntil(async () => {
    [done] = (await product.ports.jobs.list(workspace, { limit: 1 })).jobs;
    return done?.status === "succeeded";
  }, "the drop's job");
  const { told } = done ? await logOf(done) : { told: [] };

  expect($metadata.requestId).toBeDefined();
  expect(told[0]).toMatchObject({ message: "Job created", function: "AcceptUpload", origin_request_id: $metadata.requestId });
  expect(told.find(({ message }) => message === "Job succeeded")).toMatchObject({ origin_request_id: $metadata.requestId });
});

it("nothing that opens, signs or belongs to a user is in any log", async () => {
  const workspace = createWorkspaceId();
  const { ticket } = await issueTicket(product.ports, { workspace });
  const tab = await openTab(product, workspace, ticket);
  await openTab(product, workspace, ticket).catch(() => undefined);
  const done = await upload(workspace);
  await readResult(product.ports, done, "output.json");
  await logOf(done);

  const logs = await readLogs(product.logs);

  expect(logs).toContain("Socket refused");
  const secret = resource("SessionSecret").value ?? "";
  expect(secret.length).toBeGreaterThan(10);
  for (const word of [secret, ticket, "X-Amz-Signature", "x-amz-signature", "sluice_session", "Annabelle", "Bartholomew", "orders.csv"]) {
    expect(logs, word).not.toContain(word);
  }
  tab.close();
});
