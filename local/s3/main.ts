import { fstatSync, type Stats } from "node:fs";
import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { isAppError } from "#core/app-error";
import type { S3Server, S3ServerOptions } from "./s3-server.ts";

// A young generation that stays small is collected often, so the buffers of a large upload are freed as soon as they are written;
// cached modules spare the memory of compiling them. Both have to be said before the server's modules are loaded.
setFlagsFromString("--semi-space-growth-factor=1");
enableCompileCache();
const { createS3Server } = await import("./s3-server.ts");
const { createSqsDeliver } = await import("./sqs-deliver.ts");

const { values } = parseArgs({
  options: {
    dir: { type: "string" },
    port: { type: "string", default: process.env.S3_PORT ?? "0" },
    host: { type: "string", default: "127.0.0.1" },
    region: { type: "string", default: process.env.AWS_REGION ?? "us-east-1" },
    "access-key": { type: "string" },
    "secret-key": { type: "string" },
    "queue-endpoint": { type: "string" },
  },
});

const region = values.region;
const credentials = {
  accessKeyId: required(values["access-key"] ?? process.env.AWS_ACCESS_KEY_ID, "--access-key"),
  secretAccessKey: required(values["secret-key"] ?? process.env.AWS_SECRET_ACCESS_KEY, "--secret-key"),
};
const queueEndpoint = values["queue-endpoint"] ?? process.env.AWS_ENDPOINT_URL_SQS;

const server = await start({
  dir: required(values.dir ?? process.env.S3_DIR, "--dir"),
  port: Number(values.port),
  host: values.host,
  region,
  credentials,
  ...(queueEndpoint && { deliver: createSqsDeliver({ endpoint: queueEndpoint, region, credentials }) }),
});
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);

let isStopping = false;
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
// The parent is gone when its channel closes, or else when the pipe it holds as our standard input ends. A terminal is no parent.
if (process.connected) process.once("disconnect", stop);
else if (isPipe(fstatSync(0))) process.stdin.once("end", stop).resume();

function isPipe(input: Stats): boolean {
  return input.isFIFO() || input.isSocket();
}

function stop(): void {
  if (isStopping) return;
  isStopping = true;
  void server.close().then(() => process.exit(0));
}

async function start(options: S3ServerOptions): Promise<S3Server> {
  try {
    return await createS3Server(options);
  } catch (error) {
    if (!isAppError(error)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function required(value: string | undefined, name: string): string {
  if (value) return value;
  console.error(`The local S3 needs ${name}.`);
  process.exit(2);
}
