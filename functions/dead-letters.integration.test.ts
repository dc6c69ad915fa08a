import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { discardLetter } from "#core/dead-letters/discard-letter";
import { listDeadLetters } from "#core/dead-letters/list-dead-letters";
import { redriveLetter } from "#core/dead-letters/redrive-letter";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { createCsvJob, hasStatus, type Product, postFile, startProduct, waitForJob, waitUntil } from "./testing/running-product.ts";

let product: Product;
let sqs: SQSClient;
let s3: S3Client;

beforeAll(async () => {
  product = await startProduct();
  const { endpoints, region, credentials } = product.stack;
  sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
  s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
});
afterAll(() => product.close());

/** Takes seconds to convert. */
const largeCsv = `id,name,text\r\n${'1,Ann,"some ""quoted"" text, with commas"\r\n'.repeat(700_000)}`;

/** A drop whose runs are killed until its job fails, and the dead letter that it leaves. */
async function createStalledJob(workspace: string) {
  const { name } = JSON.parse(product.stack.resources.SST_RESOURCE_Uploads ?? "{}");
  const Key = `drops/${workspace}/orders.csv`;
  await s3.send(new PutObjectCommand({ Bucket: name, Key, Body: Buffer.from(largeCsv), Metadata: { outputformat: "json" } }));
  let [job] = (await product.ports.jobs.list(workspace, { limit: 1 })).jobs;
  await waitUntil(async () => {
    [job] = (await product.ports.jobs.list(workspace, { limit: 1 })).jobs;
    return job !== undefined;
  }, "the drop's job");
  if (!job) throw new Error("no job");
  const { id } = job;
  for (const attempt of [1, 2, 3]) {
    await waitForJob(product.ports, { workspace, id }, (each) => each.status === "running" && each.attempt === attempt);
    for (const pid of product.stack.functions.pids("RunJob")) process.kill(pid, "SIGKILL");
  }
  const failed = await waitForJob(product.ports, { workspace, id }, hasStatus("failed"));
  return { failed, letter: await letterOf(workspace) };
}

/** What was found is shown for a moment before queues are looked through again. */
async function letterOf(workspace: string) {
  let [letter] = await listOf(workspace);
  await waitUntil(async () => {
    [letter] = await listOf(workspace);
    return letter !== undefined;
  }, "the dead letter");
  if (!letter) throw new Error("no letter");
  return letter;
}

async function bury(queue: string, body: unknown): Promise<void> {
  const { url } = JSON.parse(product.stack.resources[`SST_RESOURCE_${queue}DeadLetters`] ?? "{}");
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }));
}

async function listOf(workspace: string) {
  return (await listDeadLetters(product.ports, { workspace, queues: ["work"] })).letters;
}

it("a message whose runs were killed is seen with its cause; sent again, its job succeeds", async () => {
  const workspace = createWorkspaceId();
  const { failed, letter } = await createStalledJob(workspace);

  expect(letter).toMatchObject({
    purpose: "Run “orders.csv”",
    cause: failed.error?.message,
    suggests: "redrive",
    job: { id: failed.id, status: "failed" },
    payload: JSON.stringify({ workspace, job: failed.id }),
  });
  expect(await listOf(createWorkspaceId())).toEqual([]);

  await redriveLetter(product.ports, { workspace, queue: letter.queue, id: letter.id });
  const done = await waitForJob(product.ports, failed, hasStatus("succeeded", "failed"));

  expect(done).toMatchObject({ status: "succeeded", attempt: 4, counts: { in: 700_000, out: 700_000 } });
  expect(await listOf(workspace)).toEqual([]);
}, 120_000);

it("a discarded message is gone for good, and what it was for stays as it is", async () => {
  const workspace = createWorkspaceId();
  const { job } = await createCsvJob(product.ports, workspace, "id\r\n1\r\n");
  await bury("Work", { workspace, job: job.id });
  const letter = await letterOf(workspace);

  await discardLetter(product.ports, { workspace, queue: "work", id: letter.id });

  expect(letter).toMatchObject({ job: { id: job.id, status: "awaiting-upload" } });
  expect(await listOf(workspace)).toEqual([]);
  expect(await product.ports.jobs.get(workspace, job.id)).toEqual({ ...job, pending: [] });
});

it("an upload that nobody took in is taken in when its message is sent again", async () => {
  const workspace = createWorkspaceId();
  const csv = "id\r\n1\r\n";
  await product.stack.pausePolling();
  const { job, uploads } = await createCsvJob(product.ports, workspace, csv);
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("A small file is posted.");
  await postFile(ticket, csv);
  const [file] = job.files;
  const head = await product.ports.objects.head("uploads", file?.key ?? "");
  const object = { key: file?.key, versionId: head?.versionId, sequencer: "0A" };
  await bury("UploadEvents", { Records: [{ eventName: "ObjectCreated:Post", s3: { object } }] });

  const { letters } = await listDeadLetters(product.ports, { workspace, queues: ["upload-events"] });
  expect(letters).toMatchObject([{ purpose: "Take in “orders.csv”", suggests: "redrive", job: { id: job.id } }]);
  await redriveLetter(product.ports, { workspace, queue: "upload-events", id: letters[0]?.id ?? "" });
  product.stack.resumePolling();

  const done = await waitForJob(product.ports, job, hasStatus("succeeded", "failed"));
  expect(done).toMatchObject({ status: "succeeded", attempt: 1 });
});
