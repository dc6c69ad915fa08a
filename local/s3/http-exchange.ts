import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Error } from "./s3-error.ts";
import type { S3Response } from "./s3-response.ts";
import { renderErrorXml } from "./xml.ts";

const lingerMs = 3000;

export interface Exchange {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  /** False while the client waits on `Expect: 100-continue`. */
  isBodyComing: boolean;
}

type Headers = Readonly<Record<string, string>>;

export async function sendResponse(exchange: Exchange, { status, headers, body }: S3Response, standing: Headers): Promise<void> {
  const { response } = exchange;
  if (body !== undefined && typeof body !== "string") {
    response.writeHead(status, { server: "AmazonS3", ...standing, ...headers });
    await pipeline(Readable.from(body), response);
    return;
  }
  const hasLength = status === 204 || status === 304 || headers?.["content-length"] !== undefined;
  const length = hasLength ? {} : { "content-length": String(Buffer.byteLength(body ?? "")) };
  await finish(exchange, status, { server: "AmazonS3", ...standing, ...headers, ...length }, body ?? "");
}

export async function sendError(exchange: Exchange, error: S3Error, standing: Headers): Promise<void> {
  const { raw, response } = exchange;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const content = {
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: standing["x-amz-request-id"],
    HostId: standing["x-amz-id-2"],
  };
  const body = raw.method === "HEAD" ? "" : renderErrorXml(content);
  await sendResponse(exchange, { status: error.status, headers: { "content-type": "application/xml", ...error.headers }, body }, standing);
}

/**
 * A client that is still sending reads its answer only when it is done: closing at once would reset the connection under it.
 * So the answer goes out, and the rest of the body is taken in and thrown away for a while.
 */
async function finish(exchange: Exchange, status: number, headers: Headers, body: string): Promise<void> {
  const { raw, response, isBodyComing } = exchange;
  if (raw.complete) {
    response.writeHead(status, headers).end(body);
    return;
  }
  response.writeHead(status, { ...headers, connection: "close" }).write(body);
  if (isBodyComing && !raw.destroyed) await discardRest(raw);
  response.end();
}

async function discardRest(raw: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, lingerMs);
  raw.once("end", resolve).once("close", resolve).resume();
  await promise;
  clearTimeout(timer);
}
