import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readRequest } from "../read-request.ts";
import { createAcknowledgeActions } from "./acknowledge-actions.ts";
import { createLongPoll } from "./long-poll.ts";
import { createMessageStore } from "./message-store.ts";
import { createMoveTaskActions } from "./move-task-actions.ts";
import { createMoveTasks } from "./move-tasks.ts";
import { createQueueActions } from "./queue-actions.ts";
import { createQueueRegistry } from "./queue-registry.ts";
import { createReceiveActions } from "./receive-actions.ts";
import { createSendActions } from "./send-actions.ts";
import type { SqsActions, SqsContext } from "./sqs-action.ts";
import { openSqsDatabase } from "./sqs-database.ts";
import { SqsError } from "./sqs-error.ts";

export interface SqsServerOptions {
  dir: string;
  port: number;
  host?: string;
  region: string;
  accountId?: string;
}

export interface SqsServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

// The largest batch is 1 MiB of text, which JSON escapes may make six times as long.
const maxRequestBytes = 8 * 1024 * 1024;
const closeGraceMs = 500;
const contentType = "application/x-amz-json-1.0";

/** Amazon SQS over the JSON protocol of the SDKs, on one SQLite file. */
export async function createSqsServer(options: SqsServerOptions): Promise<SqsServer> {
  const { dir, host = "127.0.0.1", region, accountId = "000000000000" } = options;
  const db = openSqsDatabase(dir);
  const queues = createQueueRegistry(db, { id: accountId, region });
  const calls = new Set<AbortController>();
  const server = createServer({ keepAliveTimeout: 75_000 });
  server.listen(options.port, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}`;

  const queueUrl = (name: string) => `${url}/${accountId}/${name}`;
  const context: SqsContext = { db, queues, messages: createMessageStore(db), polls: createLongPoll(), accountId, queueUrl };
  const tasks = createMoveTasks(context);
  const actions: SqsActions = {
    ...createQueueActions(context),
    ...createSendActions(context),
    ...createReceiveActions(context),
    ...createAcknowledgeActions(context),
    ...createMoveTaskActions(context, tasks),
  };
  server.on("request", (request, response) => {
    const call = new AbortController();
    calls.add(call);
    response.on("close", () => {
      calls.delete(call);
      call.abort();
    });
    answer(actions, request, response, call.signal).catch((error) => response.destroy(error));
  });

  return {
    url,
    port,
    async close() {
      tasks.close();
      const closed = once(server, "close");
      server.close();
      for (const call of calls) call.abort();
      server.closeIdleConnections();
      // A connection that has just been answered is kept alive for its client, which may be gone.
      const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
      await closed;
      clearTimeout(cut);
      db.close();
    },
  };
}

async function answer(actions: SqsActions, request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
  try {
    const action = chooseAction(actions, request);
    const input = parseJson(await readBody(request));
    reply(response, 200, await action(input, signal));
  } catch (cause) {
    const error = cause instanceof SqsError ? cause : new SqsError("InternalError", String(cause), 500);
    response.setHeader("x-amzn-query-error", `${error.queryCode};${error.senderFault ? "Sender" : "Receiver"}`);
    reply(response, error.status, { __type: `com.amazonaws.sqs#${error.code}`, message: error.message });
  }
}

function chooseAction(actions: SqsActions, request: IncomingMessage) {
  // Requests are not signed here, so whatever a browser sends for a web page must not get through.
  if (request.headers.origin !== undefined) throw new SqsError("AccessDenied", "Web pages may not call this endpoint.", 403);
  if (request.method !== "POST" || request.headers["content-type"] !== contentType) {
    throw new SqsError("SerializationException", `Only POST requests of type ${contentType} are understood.`, 415);
  }
  const name = String(request.headers["x-amz-target"]).replace(/^AmazonSQS\./, "");
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new SqsError("UnknownOperationException", `The action ${name} is not valid for this endpoint.`, 404);
  return action;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const body = await readRequest(request, maxRequestBytes);
  if (!body) throw new SqsError("SerializationException", "The request is too large.", 413);
  return body.toString();
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw Object.assign(new SqsError("SerializationException", "The request is not JSON."), { cause });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  const json = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(json),
    "x-amzn-requestid": randomUUID(),
  });
  response.end(json);
}
