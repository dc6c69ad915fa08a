import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelJob } from "#core/jobs/cancel-job";
import type { Job } from "#core/jobs/job";
import { retryJob } from "#core/jobs/retry-job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { readJobLog } from "./testing/read-log.ts";
import { hasStatus, type Product, readResult, startProduct, waitForJob, waitUntil } from "./testing/running-product.ts";

const csv = "id,name\r\n1,Ann\r\n2,Bob\r\n";
let product: Product;
let s3: S3Client;
let sqs: SQSClient;

beforeAll(async () => {
  product = await startProduct();
  const { endpoints, region, credentials } = product.stack;
  s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
});
afterAll(() => product.close());

function nameOf(id: string): string {
  return String(JSON.parse(product.stack.resources[`SST_RESOURCE_${id}`] ?? "{}").name);
}

function urlOf(id: string): string {
  return String(JSON.parse(product.stack.resources[`SST_RESOURCE_${id}`] ?? "{}").url);
}

async function drop(workspace: string, body: string, Metadata: Record<string, string> = { outputformat: "json" }) {
  const Key = `drops/${workspace}/in/day 1+2/orders ü.csv`;
  const { VersionId } = await s3.send(
    new PutObjectCommand({ Bucket: nameOf("Uploads"), Key, Body: Buffer.from(body), ContentType: "text/csv", Metadata }),
  );
  return { Key, VersionId };
}

async function waitForDrop(workspace: string, isAwaited: (job: Job) => boolean): Promise<Job> {
  let found: Job | undefined;
  await waitUntil(async () => {
    [found] = (await product.ports.jobs.list(workspace, { limit: 5 })).jobs;
    return found !== undefined;
  }, "the drop's job");
  if (!found) throw new Error("no job");
  return await waitForJob(product.ports, found, isAwaited);
}

async function deadLetters(): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl: urlOf("WorkDeadLetters"), AttributeNames: ["ApproximateNumberOfMessages"] });
  return Number((await sqs.send(command)).Attributes?.ApproximateNumberOfMessages);
}

function signalRuns(signal: NodeJS.Signals): void {
  for (const pid of product.stack.functions.pids("RunJob")) process.kill(pid, signal);
}

/** Takes seconds to convert. */
function largeCsv(): string {
  return `id,name,text\r\n${'1,Ann,"some ""quoted"" text, with commas"\r\n'.repeat(700_000)}`;
}

describe("a drop", () => {
  it("put by the SDK with metadata becomes a job, chosen, renamed and ordered as it says", async () => {
    const workspace = createWorkspaceId();
    const metadata = { operation: "convert", outputformat: "ndjson", mapping: "name:full%20name", sequence: "full%20name,id" };

    await drop(workspace, csv, { ...metadata, job: "of no meaning here" });
    const done = await waitForDrop(workspace, hasStatus("succeeded", "failed"));

    expect(done).toMatchObject({ status: "succeeded", source: "drop", files: [{ name: "orders ü.csv" }] });
    expect((await readResult(product.ports, done, "output.ndjson")).text).toBe(
      '{"full name":"Ann","id":"1"}\n{"full name":"Bob","id":"2"}\n',
    );
  });

  it("that cannot be understood becomes a failed job that says why", async () => {
    const workspace = createWorkspaceId();

    await drop(workspace, csv, { operation: "explode" });
    const failed = await waitForDrop(workspace, hasStatus("failed"));

    expect(failed.error).toMatchObject({ code: "unknown-operation" });
  });

  it("told of again and again, out of order, is one job with one result", async () => {
    const workspace = createWorkspaceId();
    const { Key, VersionId } = await drop(workspace, csv);
    const done = await waitForDrop(workspace, ({ analysis }) => analysis?.status === "done");
    const key = encodeURIComponent(Key).replaceAll("%20", "+").replaceAll("%2F", "/");
    const record = (sequencer: string) => ({
      eventName: "ObjectCreated:Put",
      eventTime: new Date().toISOString(),
      s3: { object: { key, size: csv.length, versionId: VersionId, sequencer } },
    });

    for (const MessageBody of [JSON.stringify({ Records: [record("00"), record("FF")] }), '{"Event":"s3:TestEvent"}', "nonsense"]) {
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf("UploadEvents"), MessageBody }));
    }
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf("Work"), MessageBody: JSON.stringify({ workspace, job: done.id }) }));
    await product.stack.pausePolling();
    product.stack.resumePolling();
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    const { jobs } = await product.ports.jobs.list(workspace, { limit: 10 });
    expect(jobs).toEqual([expect.objectContaining({ id: done.id, status: "succeeded", attempt: 1, version: done.version })]);
  });

  it("that is empty fails with a sentence and no retry of ours", async () => {
    const workspace = createWorkspaceId();

    await drop(workspace, "");
    const failed = await waitForDrop(workspace, hasStatus("failed"));

    expect(failed).toMatchObject({ attempt: 1, error: { code: "empty-file" } });
  });
});

describe("a run", () => {
  it("that is killed half-way is taken over, and publishes one result", async () => {
    const workspace = createWorkspaceId();
    await drop(workspace, largeCsv());
    await waitForDrop(workspace, hasStatus("running"));

    signalRuns("SIGKILL");
    const done = await waitForDrop(workspace, hasStatus("succeeded", "failed"));

    expect(done).toMatchObject({ status: "succeeded", attempt: 2, counts: { in: 700_000, out: 700_000 } });
    const key = `results/${workspace}/${done.id}/2/output.json`;
    await expect(s3.send(new GetObjectCommand({ Bucket: nameOf("Results"), Key: key, Range: "bytes=0-0" }))).resolves.toBeTruthy();
  });

  it("that is killed every time fails as stalled, its message is dead-lettered, and a retry by hand mends it", async () => {
    const workspace = createWorkspaceId();
    const before = await deadLetters();
    await drop(workspace, largeCsv());

    for (const attempt of [1, 2, 3]) {
      await waitForDrop(workspace, (job) => job.status === "running" && job.attempt === attempt);
      signalRuns("SIGKILL");
    }
    const failed = await waitForDrop(workspace, hasStatus("failed"));
    await waitUntil(async () => (await deadLetters()) === before + 1, "the dead letter");
    const { measured } = await readJobLog(product.logs, failed.id);
    await retryJob(product.ports, failed);
    const done = await waitForDrop(workspace, hasStatus("succeeded"));

    expect(failed.error).toMatchObject({ code: "stalled", message: expect.stringContaining("Retry") });
    expect(measured.filter((line) => "JobsFailed" in line)).toMatchObject([{ JobsFailed: 1, code: "stalled" }]);
    expect(done).toMatchObject({ attempt: 4, counts: { in: 700_000 } });
  }, 120_000);

  it("that hangs is taken over, and killed at its timeout", async () => {
    const workspace = createWorkspaceId();
    // Only the run's own process shall be there to be stopped.
    signalRuns("SIGKILL");
    await waitUntil(() => product.stack.functions.pids("RunJob").length === 0, "the end of idle processes");
    await drop(workspace, largeCsv());
    await waitForDrop(workspace, hasStatus("running"));

    const hung = product.stack.functions.pids("RunJob");
    signalRuns("SIGSTOP");
    const done = await waitForDrop(workspace, hasStatus("succeeded", "failed"));
    await waitUntil(() => product.stack.functions.pids("RunJob").every((pid) => !hung.includes(pid)), "its end at the timeout");

    expect(done).toMatchObject({ status: "succeeded", attempt: 2, counts: { in: 700_000, out: 700_000 } });
    const { attempt, counts, results } = done;
    expect(await product.ports.jobs.get(workspace, done.id)).toMatchObject({ status: "succeeded", attempt, counts, results });
  });

  it("that is cancelled stops at its next heartbeat, and publishes nothing", async () => {
    const workspace = createWorkspaceId();
    await drop(workspace, largeCsv());
    const running = await waitForDrop(workspace, hasStatus("running"));

    await cancelJob(product.ports, running);
    const cancelled = await waitForJob(product.ports, running, hasStatus("cancelled", "succeeded", "failed"));

    expect(cancelled).toMatchObject({ status: "cancelled", results: [] });
  });
});
