import type { IncomingMessage, ServerResponse } from "node:http";
import { readRequest } from "../read-request.ts";
import type { Connection } from "./connection.ts";
import type { CheckSignature } from "./management-signature.ts";
import { createGatewayId } from "./websocket-event.ts";

export interface ManagementApiOptions {
  stage: string;
  maxMessageBytes: number;
  checkSignature: CheckSignature;
  find(connectionId: string): Connection | undefined;
}

interface Answer {
  status: number;
  errorType?: string;
  body?: object;
}

const forbidden: Answer = { status: 403, errorType: "ForbiddenException", body: { message: "Forbidden" } };
const gone: Answer = { status: 410, errorType: "GoneException", body: { message: "GoneException" } };
const tooLarge: Answer = { status: 413, errorType: "PayloadTooLargeException", body: { message: "Payload too large" } };
const bufferFull: Answer = { status: 429, errorType: "LimitExceededException", body: { message: "The client's buffer is full" } };

// More than this is not even read, so its signature stays unchecked.
const maxRequestBytes = 1024 * 1024;

/** The `@connections` API: POST sends, GET describes, DELETE closes. */
export function createManagementApi(options: ManagementApiOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, errorType, body } = await answer(options, request);
    response.writeHead(status, {
      "content-type": "application/json",
      "x-amzn-requestid": createGatewayId(),
      ...(errorType && { "x-amzn-errortype": errorType }),
    });
    response.end(body && JSON.stringify(body));
  };
}

async function answer(options: ManagementApiOptions, request: IncomingMessage): Promise<Answer> {
  const connectionId = connectionIdOf(request, options.stage);
  if (connectionId === undefined) return forbidden;
  const body = await readRequest(request, maxRequestBytes);
  if (!body) return tooLarge;
  const fault = await options.checkSignature(request, body);
  if (fault) return { status: 403, errorType: fault, body: { message: "The security token or signature of the request is invalid." } };
  const connection = options.find(connectionId);
  if (!connection?.isOpen) return gone;

  switch (request.method) {
    case "POST":
      if (body.length > options.maxMessageBytes) return tooLarge;
      return connection.send(body) ? { status: 200 } : bufferFull;
    case "GET":
      return { status: 200, body: toDescription(connection) };
    case "DELETE":
      connection.close(1000, "Connection Closed Normally");
      return { status: 204 };
    default:
      return forbidden;
  }
}

function connectionIdOf(request: IncomingMessage, stage: string): string | undefined {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, pathStage = "", marker = "", id = "", ...rest] = pathname.split("/").map(decode);
  return pathStage === stage && marker === "@connections" && id && rest.length === 0 ? id : undefined;
}

function decode(segment: string): string {
  return /%(?![\da-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
}

function toDescription({ details, lastActiveAt }: Connection): object {
  return {
    connectedAt: new Date(details.connectedAt).toISOString(),
    identity: details.identity,
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  };
}
