import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "#core/app-error";
import { authenticate } from "./auth/authenticate.ts";
import { createSign } from "./auth/signature.ts";
import { answerPreflight, corsHeaders } from "./buckets/cors.ts";
import { applyLifecycle } from "./buckets/lifecycle.ts";
import { type Exchange, sendError, sendResponse } from "./http-exchange.ts";
import { postObject } from "./objects/post-object.ts";
import { performOperation } from "./operations.ts";
import { openContext, type S3Context } from "./s3-context.ts";
import { S3Error } from "./s3-error.ts";
import { parseS3Request, type S3Request } from "./s3-request.ts";
import type { S3Response } from "./s3-response.ts";
import type { Deliver } from "./storage/outbox.ts";

const closeGraceMs = 2000;
const keepAliveMs = 65_000;

export interface S3ServerOptions {
  /** The folder of the state; made when it is absent. */
  dir: string;
  /** 0 for any free one. */
  port: number;
  host?: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Takes one notification to its queue; called again, with a growing pause, until it resolves. */
  deliver?: Deliver;
  /** The clock that lifecycle rules are measured by. */
  lifecycleNow?: () => number;
  lifecycleEveryMs?: number;
}

export interface S3Server {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts an S3 for one machine: path-style, strict about signatures, its state on disk. */
export async function createS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { dir, port, host = "127.0.0.1", region, credentials, deliver, lifecycleNow = Date.now, lifecycleEveryMs = 600_000 } = options;
  const authority = { region, accessKeyId: credentials.accessKeyId, sign: createSign(region, credentials) };
  const context = await openContext(dir, authority, deliver);
  const exchanges = new Set<Promise<void>>();

  function serve(raw: IncomingMessage, response: ServerResponse, askForBody: () => void): void {
    const exchange = answer(context, raw, response, askForBody).finally(() => exchanges.delete(exchange));
    exchanges.add(exchange);
  }

  // A slow upload of a large file may take longer than Node's five minutes for a whole request.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: keepAliveMs }, (raw, response) =>
    serve(raw, response, () => undefined),
  );
  server.on("checkContinue", (raw, response) => serve(raw, response, () => response.writeContinue()));
  const address = await listen(server, port, host, context);
  applyLifecycle(context, lifecycleNow());
  const sweep = setInterval(() => applyLifecycle(context, lifecycleNow()), lifecycleEveryMs);
  sweep.unref();

  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    async close() {
      clearInterval(sweep);
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
      await closed;
      clearTimeout(cut);
      await Promise.all(exchanges);
      await context.close();
    },
  };
}

async function listen(server: Server, port: number, host: string, context: S3Context): Promise<AddressInfo> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    await context.close();
    throw new AppError("unavailable", `The S3 server cannot listen on port ${port} of ${host}.`, { cause });
  }
  return server.address() as AddressInfo;
}

async function answer(context: S3Context, raw: IncomingMessage, response: ServerResponse, askForBody: () => void): Promise<void> {
  const exchange: Exchange = { raw, response, isBodyComing: raw.headers.expect === undefined };
  let request: S3Request | undefined;
  try {
    request = parseS3Request(raw, () => {
      if (!exchange.isBodyComing) askForBody();
      exchange.isBodyComing = true;
    });
    const result = await dispatch(context, request);
    await sendResponse(exchange, result, standingHeaders(context, request));
  } catch (error) {
    await sendError(exchange, toS3Error(error, exchange), standingHeaders(context, request));
  }
}

function standingHeaders(context: S3Context, request: S3Request | undefined): Record<string, string> {
  return request ? { ...corsHeaders(context, request), "x-amz-request-id": request.id, "x-amz-id-2": request.id } : {};
}

function dispatch(context: S3Context, request: S3Request): Promise<S3Response> | S3Response {
  if (request.method === "OPTIONS") return answerPreflight(context, request);
  const isForm =
    request.method === "POST" && request.key === undefined && /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "");
  if (isForm && !request.sentHeaders.has("authorization")) return postObject(context, request);
  return authenticate(request, context.authority).then((authentication) => performOperation(context, request, authentication));
}

function toS3Error(error: unknown, { raw }: Exchange): S3Error {
  if (error instanceof S3Error) return error;
  if (!isClientGone(error, raw)) console.error(error);
  return new S3Error("InternalError", "We encountered an internal error. Please try again.");
}

function isClientGone(error: unknown, raw: IncomingMessage): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (raw.destroyed && !raw.complete) || code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE";
}
