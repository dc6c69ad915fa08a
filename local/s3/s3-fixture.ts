import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { createS3Server, type S3Server, type S3ServerOptions } from "./s3-server.ts";

export const credentials = { accessKeyId: "LOCALKEY", secretAccessKey: "local-secret" };
export const region = "us-east-1";
export const bucket = "box";

export interface S3Fixture {
  readonly dir: string;
  readonly server: S3Server;
  readonly client: S3Client;
  close(): Promise<void>;
}

export function createClient(url: string, config: S3ClientConfig = {}): S3Client {
  return new S3Client({ endpoint: url, region, credentials, maxAttempts: 1, ...config });
}

/** A server with one bucket, on a state folder of its own that goes away with it. */
export async function startS3(options: Partial<S3ServerOptions> = {}): Promise<S3Fixture> {
  const dir = options.dir ?? (await makeStateDir());
  const server = await createS3Server({ port: 0, region, credentials, ...options, dir });
  const client = createClient(server.url);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    dir,
    server,
    client,
    async close() {
      client.destroy();
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export function makeStateDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), "local-s3-"));
}

export function listBlobs(dir: string): Promise<string[]> {
  return readdir(join(dir, "blobs"));
}

export interface S3Process {
  readonly pid: number;
  readonly url: string;
  /** Resolves with the exit code, or null after a signal. */
  stop(signal: NodeJS.Signals | "close-stdin"): Promise<number | null>;
}

/** The server as its own process, which can be killed. */
export async function spawnS3(dir: string, args: readonly string[] = []): Promise<S3Process> {
  const { accessKeyId, secretAccessKey } = credentials;
  const entry = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [entry, "--dir", dir, "--access-key", accessKeyId, "--secret-key", secretAccessKey, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => String(text)),
    exited.then(([code]) => `exited with ${code}`),
  ]);
  if (!line.startsWith("{")) throw new Error(`The server ${line} before it was ready.`);
  return {
    pid: child.pid ?? 0,
    url: JSON.parse(line).url,
    async stop(signal) {
      if (signal === "close-stdin") child.stdin.end();
      else child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
