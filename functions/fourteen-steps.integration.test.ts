import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { HeadObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import {
  createJobResponseSchema,
  resultLinkSchema,
  type SocketResponse,
  socketResponseSchema,
  type UploadTicket,
} from "#core/api/requests";
import { type JobView, jobViewSchema } from "#core/jobs/job-view";
import type { ServerMessage } from "#core/realtime/messages";
import { toSqsEvent } from "#local/events/sqs-event";
import { type Stack, startStack } from "#local/stack";
import { readJobLog, readLogs } from "./testing/read-log.ts";
import { waitUntil } from "./testing/running-product.ts";

// The queues are held still: each step does one thing and shows what it left for the next.

const csv = 'id,name,city\r\n007,"Ann, ""A""","Saint-\nÉtienne"\r\n2,Zoë,Göteborg\r\n';
const params = { to: "ndjson", columns: [{ column: "name" }, { column: "id", as: "customer_id" }] };
const expected = '{"name":"Ann, \\"A\\"","customer_id":"007"}\n{"name":"Zoë","customer_id":"2"}\n';

let home: string;
let stack: Stack;
let site: string;
let sqs: SQSClient;
let s3: S3Client;
let documents: DynamoDBDocumentClient;
let cookie: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "sluice-steps-"));
  stack = await startStack({ home, stage: "test-steps", web: true, quiet: true });
  await stack.pausePolling();
  const access = { region: stack.region, credentials: stack.credentials };
  sqs = new SQSClient({ ...access, endpoint: stack.endpoints.sqs });
  s3 = new S3Client({ ...access, endpoint: stack.endpoints.s3, forcePathStyle: true });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient({ ...access, endpoint: stack.endpoints.dynamodb }));
  site = stack.webUrl ?? "";
  const visit = await fetch(site, { headers: { accept: "text/html", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" } });
  cookie = visit.headers.get("set-cookie")?.split(";")[0] ?? "";
}, 600_000);

afterAll(async () => {
  await stack.close();
  await rm(home, { recursive: true, force: true });
});

function resource(id: string): Record<string, string> {
  return JSON.parse(stack.resources[`SST_RESOURCE_${id}`] ?? "{}");
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(new URL(path, site), { redirect: "manual", ...init, headers: { cookie, ...init.headers } });
}

/** What a queue holds, as its function gets it. */
async function receive(queue: string, expectedMessages = 1): Promise<{ event: unknown; messages: Message[]; bodies: unknown[] }> {
  const { url, arn = `arn:aws:sqs:${stack.region}:000000000000:${queue}` } = resource(queue);
  const messages: Message[] = [];
  await waitUntil(async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
    );
    messages.push(...Messages);
    return messages.length >= expectedMessages;
  }, `${expectedMessages} messages in ${queue}`);
  const event = toSqsEvent(messages, { queueArn: arn, region: stack.region });
  return { event, messages, bodies: messages.map(({ Body }) => JSON.parse(Body ?? "null")) };
}

async function connections(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: resource("Connections").name }));
  return Items;
}

async function openTab(): Promise<{ socket: WebSocket; messages: ServerMessage[]; ticket: SocketResponse }> {
  const ticket = socketResponseSchema.parse(await (await call("/api/socket")).json());
  const socket = new WebSocket(`${ticket.url}?ticket=${ticket.ticket}`);
  const messages: ServerMessage[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return { socket, messages, ticket };
}

async function currentJob(id: string): Promise<JobView> {
  const { job } = (await (await call(`/api/jobs/${id}`)).json()) as { job: unknown };
  return jobViewSchema.parse(job);
}

describe("the fourteen steps from a dropped file to its download", () => {
  let asked: Response;
  let job: JobView;
  let upload: UploadTicket;
  let tabs: Awaited<ReturnType<typeof openTab>>[];
  let uploadEvent: unknown;
  let workEvent: unknown;
  let noticesEvent: unknown;

  it("1. the signed URL is asked for", async () => {
    const files = [{ name: "customers.csv", size: Buffer.byteLength(csv), type: "text/csv" }];
    const body = JSON.stringify({ operation: "convert", params, files });

    asked = await call("/api/jobs", { method: "POST", body, headers: { "content-type": "application/json", origin: site } });

    expect(asked.status).toBe(201);
  });

  it("2. the socket is connected with a one-time ticket", async () => {
    tabs = [await openTab(), await openTab()];

    const again = new WebSocket(`${tabs[0]?.ticket.url}?ticket=${tabs[0]?.ticket.ticket}`);
    const refusal = await new Promise<string>((resolve) => again.once("error", (error) => resolve(error.message)));
    expect(refusal).toContain("401");
  });

  it("3. the connection is stored", async () => {
    const workspaces = new Set((await connections()).map(({ pk }) => String(pk)).filter((pk) => pk.startsWith("ws_")));

    expect(workspaces.size).toBe(1);
    expect((await connections()).filter(({ pk }) => workspaces.has(String(pk)))).toHaveLength(2);
  });

  it("4. the signed URL is returned", async () => {
    const answer = createJobResponseSchema.parse(await asked.json());
    job = answer.job;
    upload = answer.uploads[0] as UploadTicket;

    expect(job.status).toBe("awaiting-upload");
    expect(upload).toMatchObject({ kind: "post", fields: { "Content-Type": "text/csv", "x-amz-meta-job": job.id } });
  });

  it("5. the file goes with its metadata straight to S3", async () => {
    if (upload.kind !== "post") throw new Error("expected a form");
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", new Blob([csv], { type: "text/csv" }), "customers.csv");

    const response = await fetch(upload.url, { method: "POST", body: form, headers: { origin: site } });

    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe(site);
    const stored = await s3.send(new HeadObjectCommand({ Bucket: resource("Uploads").name, Key: upload.fields.key }));
    expect(stored).toMatchObject({ ContentLength: Buffer.byteLength(csv), Metadata: { job: job.id } });
  });

  it("6. S3 sends its event to UploadEvents", async () => {
    const received = await receive("UploadEvents");
    uploadEvent = received.event;

    const [record] = received.bodies.flatMap((body) => (body as { Records?: unknown[] }).Records ?? []);
    expect(record).toMatchObject({
      eventName: "ObjectCreated:Post",
      s3: { object: { versionId: expect.any(String), sequencer: expect.any(String) } },
    });
  });

  it("7. accept-upload reads the object's metadata and decides", async () => {
    const answer = await stack.functions.invoke("AcceptUpload", uploadEvent);

    expect(answer).toEqual({ batchItemFailures: [] });
    const accepted = await currentJob(job.id);
    expect(accepted.status).toBe("queued");
    expect(accepted.timeline.map(({ kind }) => kind)).toEqual(["signed", "uploaded", "accepted", "queued"]);
  });

  it("8. the job is in Work", async () => {
    const received = await receive("Work");
    workEvent = received.event;

    expect(received.bodies).toEqual([{ workspace: job.workspace, job: job.id }]);
  });

  it("9. run-job transforms it into Results and notices", async () => {
    const answer = await stack.functions.invoke("RunJob", workEvent);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await currentJob(job.id)).toMatchObject({ status: "succeeded", counts: { in: 2, out: 2, rejected: 0, filtered: 0 } });
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: resource("Results").name }));
    expect(Versions.map(({ Key }) => Key?.split("/").slice(2).join("/")).sort()).toEqual([
      `${job.id}/1/output.ndjson`,
      `${job.id}/1/report.json`,
    ]);
  });

  it("10. Notices holds every change", async () => {
    const received = await receive("Notices", 4);
    noticesEvent = received.event;

    expect(received.bodies).toHaveLength(4);
    expect(tabs.flatMap(({ messages }) => messages)).toEqual([]);
    const notices = received.bodies as { message: ServerMessage }[];
    const statuses = notices.flatMap(({ message }) => (message.type === "job" && "status" in message.job ? [message.job.status] : []));
    expect(new Set(statuses)).toEqual(new Set(["awaiting-upload", "queued", "running", "succeeded"]));
  });

  it("11. notify reads them", async () => {
    // A tab that died unseen: its row is older than the half minute for which the gateway may not know a new connection.
    const [row] = (await connections()).filter(({ pk }) => String(pk).startsWith("ws_"));
    const connectedAt = new Date(Date.now() - 60_000).toISOString();
    const dead = { ...row, sk: "deadConnection=", id: "deadConnection=", connectedAt };
    await documents.send(new PutCommand({ TableName: resource("Connections").name, Item: dead }));

    expect(await stack.functions.invoke("Notify", noticesEvent)).toEqual({ batchItemFailures: [] });
  });

  it("12. notify finds every tab of the workspace and posts to it, once; a dead connection answers 410 and is removed", async () => {
    for (const { messages } of tabs) {
      await waitUntil(() => messages.length > 0, "the news");
      expect(messages).toEqual([{ v: 1, type: "job", job: expect.objectContaining({ id: job.id, status: "succeeded" }) }]);
    }

    expect((await connections()).filter(({ sk }) => String(sk).includes("deadConnection="))).toEqual([]);
    expect((await connections()).filter(({ pk }) => String(pk).startsWith("ws_"))).toHaveLength(2);
  });

  it("13. a page can show it from what it was told alone", async () => {
    const said = tabs[0]?.messages.findLast((message) => message.type === "job");

    expect(said).toMatchObject({
      v: 1,
      job: { id: job.id, status: "succeeded", files: [{ name: "customers.csv" }], counts: { in: 2, out: 2 } },
    });
    for (const { socket } of tabs) socket.close();
  });

  it("14. the download is signed, and is what was asked for", async () => {
    const redirect = await call(`/api/jobs/${job.id}/results/output.ndjson`);
    const link = resultLinkSchema.parse(await (await call(`/api/jobs/${job.id}/results/output.ndjson?as=json`)).json());

    expect(redirect.status).toBe(302);
    const download = await fetch(redirect.headers.get("location") ?? "");
    expect(await download.text()).toBe(expected);
    expect(download.headers.get("content-disposition")).toContain('attachment; filename="customers.ndjson"');
    expect(link.bytes).toBe(Buffer.byteLength(expected));
    expect(await (await fetch(link.url)).text()).toBe(expected);
  });

  it("and each step can be found in the log from the request that the user was told of, and no secret can", async () => {
    const requestId = asked.headers.get("x-request-id");
    const { told } = await readJobLog(join(home, "logs"), job.id);
    const logs = await readLogs(join(home, "logs"));

    const steps = told.map(({ function: name, message }) => `${name}: ${message}`);
    expect(steps.slice(0, 2)).toEqual(["Web: Job created", "AcceptUpload: Job queued"]);
    expect(steps).toEqual(
      expect.arrayContaining(["RunJob: Job running", "RunJob: Job succeeded", "Notify: Notice sent", "Web: Call answered"]),
    );
    expect(told[0]).toMatchObject({ request_id: requestId, method: "POST", path: "/api/jobs", workspace: job.workspace });
    for (const line of told.filter(({ message }) => String(message).startsWith("Job "))) expect(line.origin_request_id).toBe(requestId);
    const fields = upload.kind === "post" ? upload.fields : {};
    const secrets = [cookie.split("=")[1], ...tabs.map(({ ticket }) => ticket.ticket), fields["X-Amz-Signature"], fields.Policy];
    for (const word of [...secrets, "X-Amz-Signature=", "Göteborg", "customers.csv"]) {
      expect(word).toBeTruthy();
      expect(logs).not.toContain(word);
    }
  });
});
