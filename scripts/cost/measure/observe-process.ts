/**
 * Preloaded into a process of the product: writes down what would be billed on AWS, a line each, without the product's
 * knowledge. Calls are seen through Node's diagnostics, invocations through the channel to the function host.
 */
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { join } from "node:path";
import { type Call, describeCall } from "./describe-call.ts";
import { metricSeries } from "./metric-series.ts";
import type { Observation } from "./observation.ts";

const folder = process.env.SLUICE_OBSERVE;
const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? "site";

if (folder !== undefined) observe(join(folder, `${name}-${process.pid}.ndjson`));

function observe(file: string): void {
  const write = (observation: Observation) => appendFileSync(file, `${JSON.stringify({ ...observation, name, at: Date.now() })}\n`);
  write({ kind: "process", pid: process.pid });
  observeCalls((call) => write({ kind: "call", ...call }));
  observeOutput(write);
  if (process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined) observeInvocations(write);
}

function observeCalls(tell: (call: Call) => void): void {
  const bodies = new WeakMap<ClientRequest, string>();
  subscribe("http.client.request.created", (message) => {
    const { request } = message as { request: ClientRequest };
    const end = request.end;
    // The AWS SDK hands small bodies over whole, as the last thing it does.
    request.end = function keepBody(this: ClientRequest, ...args: unknown[]) {
      const [body] = args;
      if (typeof body === "string" || body instanceof Uint8Array) bodies.set(request, Buffer.from(body).toString("utf8", 0, 1_000_000));
      return Reflect.apply(end, this, args) as ClientRequest;
    };
  });
  subscribe("http.client.response.finish", (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const call = describeCall({
      method: request.method,
      path: request.path,
      target: String(request.getHeader("x-amz-target") ?? ""),
      status: response.statusCode ?? 0,
      responseBytes: Number(response.headers["content-length"] ?? 0),
      body: bodies.get(request) ?? "",
    });
    if (call) tell(call);
  });
}

/** What is printed is what CloudWatch Logs takes in; a line in the embedded metric format names its namespace. */
function observeOutput(write: (observation: Observation) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    const original = stream.write;
    stream.write = function countBytes(this: typeof stream, ...args: unknown[]) {
      const text = typeof args[0] === "string" ? args[0] : Buffer.from(args[0] as Uint8Array).toString();
      write({ kind: "output", bytes: Buffer.byteLength(text), series: metricSeries(text) });
      return Reflect.apply(original, this, args) as boolean;
    };
  }
}

function observeInvocations(write: (observation: Observation) => void): void {
  const loaded = process.cpuUsage();
  let begun = { cpu: loaded, at: performance.now() };
  process.on("message", (message: { type?: string }) => {
    if (message.type === "invoke") begun = { cpu: process.cpuUsage(), at: performance.now() };
  });
  const send = process.send?.bind(process);
  process.send = (message: { type?: string }, ...rest: unknown[]): boolean => {
    if (message.type === "ready") write({ kind: "init", cpuMs: toMs(process.cpuUsage(loaded)) });
    if (message.type === "result" || message.type === "error") {
      write({
        kind: "invocation",
        failed: message.type === "error",
        cpuMs: toMs(process.cpuUsage(begun.cpu)),
        wallMs: performance.now() - begun.at,
        rssMb: process.resourceUsage().maxRSS / 1024,
      });
    }
    return send === undefined ? false : (Reflect.apply(send, process, [message, ...rest]) as boolean);
  };
}

function toMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
