import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { readRequest } from "../read-request.ts";
import { type CheckSignature, type Credentials, createSignatureCheck } from "../websocket/management-signature.ts";

/** A refusal as the services that speak JSON 1.1 make it. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Input = Readonly<Record<string, unknown>>;
export type Actions = Readonly<Record<string, (input: Input) => object | Promise<object>>>;

export interface JsonServerOptions {
  port: number;
  host?: string | undefined;
  region: string;
  credentials: Credentials;
  /** As requests are signed for it. */
  service: string;
  /** What stands before an action's name in `x-amz-target`. */
  target: string;
  actions: Actions;
}

export interface JsonServer {
  url: string;
  close(): Promise<void>;
}

const maxRequestBytes = 8 * 1024 * 1024;
const closeGraceMs = 500;
const contentType = "application/x-amz-json-1.1";

/** A service of AWS over JSON 1.1, with requests signed by SigV4. */
export async function createJsonServer(options: JsonServerOptions): Promise<JsonServer> {
  const { host = "127.0.0.1", port, region, credentials, service } = options;
  const check = createSignatureCheck(region, credentials, service);
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    answer(request, options, check)
      .then(({ status, body, error }) => {
        const headers = { "content-type": contentType, "x-amzn-requestid": randomUUID(), ...(error && { "x-amzn-errortype": error }) };
        response.writeHead(status, headers).end(JSON.stringify(body));
      })
      .catch((error: Error) => response.destroy(error));
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

interface Answer {
  status: number;
  body: object;
  error?: string;
}

async function answer(request: IncomingMessage, options: JsonServerOptions, check: CheckSignature): Promise<Answer> {
  try {
    return { status: 200, body: await act(request, options, check) };
  } catch (cause) {
    const error = cause instanceof ServiceError ? cause : new ServiceError("InternalServerException", String(cause), 500);
    return { status: error.status, body: { __type: error.code, Message: error.message, message: error.message }, error: error.code };
  }
}

async function act(request: IncomingMessage, { target, actions }: JsonServerOptions, check: CheckSignature): Promise<object> {
  const body = await readRequest(request, maxRequestBytes);
  if (!body) throw new ServiceError("SerializationException", "The request is too large.", 413);
  const fault = await check(request, body);
  if (fault) throw new ServiceError(fault, "The request is not signed by these credentials.", 403);
  if (request.method !== "POST" || request.headers["content-type"] !== contentType) {
    throw new ServiceError("SerializationException", `Only POST requests of type ${contentType} are understood.`, 415);
  }
  const [before, name = ""] = String(request.headers["x-amz-target"]).split(".");
  const action = before === target && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new ServiceError("UnknownOperationException", `The action ${name} is not valid for this endpoint.`);
  return await action(parse(body));
}

function parse(body: Buffer): Input {
  try {
    const value: unknown = JSON.parse(body.toString() || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Input;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ServiceError("SerializationException", "The request's body is no JSON object.");
}
