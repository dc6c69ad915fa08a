import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import { createJob } from "#core/jobs/create-job";
import { issueTicket } from "#core/jobs/issue-ticket";
import type { Job } from "#core/jobs/job";
import type { JobStatus } from "#core/jobs/job-status";
import { signResult } from "#core/jobs/sign-result";
import type { Ports } from "#core/ports/ports";
import type { ServerMessage } from "#core/realtime/messages";
import { type Stack, startStack } from "#local/stack";

export interface Product {
  stack: Stack;
  ports: Ports;
  /** The folder of the logs of every part. */
  logs: string;
  close(): Promise<void>;
}

/** Everything but the site, with the short clocks of a test stage, and ports that reach it as the functions do. */
export async function startProduct(): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), "sluice-pipeline-"));
  const stack = await startStack({ home, stage: "test", quiet: true });
  Object.assign(process.env, stack.environment, { POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" });
  // SST reads its resources when it is loaded.
  const { createPorts } = await import("#aws/ports");
  return {
    stack,
    ports: createPorts(),
    logs: join(home, "logs"),
    async close() {
      await stack.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export async function createCsvJob(ports: Ports, workspace: string, csv: string, name = "orders.csv") {
  const size = Buffer.byteLength(csv);
  const request = { operation: "convert", params: { to: "json" }, files: [{ name, size, type: "text/csv" }] };
  return await createJob(ports, { workspace, request, guest: true });
}

export async function postFile(ticket: { url: string; fields: Record<string, string> }, body: string): Promise<number> {
  const form = new FormData();
  for (const [field, value] of Object.entries(ticket.fields)) form.append(field, value);
  form.append("file", new Blob([body], { type: "text/csv" }), "orders.csv");
  return (await fetch(ticket.url, { method: "POST", body: form })).status;
}

/** The job, once it is as it should be. */
export async function waitForJob(ports: Ports, ref: { workspace: string; id: string }, isAwaited: (job: Job) => boolean): Promise<Job> {
  const until = Date.now() + 50_000;
  for (;;) {
    const job = await ports.jobs.get(ref.workspace, ref.id);
    if (job && isAwaited(job)) return job;
    if (Date.now() > until) throw new Error(`The job did not come as far as it should: ${JSON.stringify(job, null, 1)}`);
    await sleep(25);
  }
}

export function hasStatus(...statuses: JobStatus[]): (job: Job) => boolean {
  return (job) => statuses.includes(job.status);
}

export async function readResult(ports: Ports, job: Job, name: string): Promise<{ text: string; disposition: string | null }> {
  const { url } = await signResult(ports, { workspace: job.workspace, id: job.id, name });
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The result answered ${response.status}.`);
  return { text: await response.text(), disposition: response.headers.get("content-disposition") };
}

export interface Tab {
  messages: ServerMessage[];
  say(message: unknown): void;
  close(): void;
}

/** A tab's socket, opened with a ticket; rejects with the status that refused it. */
export async function openTab({ ports, stack }: Product, workspace: string, ticket?: string): Promise<Tab> {
  const query = `?ticket=${ticket ?? (await issueTicket(ports, { workspace })).ticket}`;
  const socket = new WebSocket(stack.endpoints.socket + query);
  const messages: ServerMessage[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data)) as ServerMessage));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  socket.send(JSON.stringify({ v: 1, type: "hello" }));
  return { messages, say: (message) => socket.send(JSON.stringify(message)), close: () => socket.close() };
}

export async function waitUntil(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const until = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`In vain waited for ${what}.`);
    await sleep(25);
  }
}
