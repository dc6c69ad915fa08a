import { once } from "node:events";
import {
  ApiGatewayManagementApiClient,
  type ApiGatewayManagementApiClientConfig,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { expect, onTestFinished, test } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import type { WebSocketEvent } from "./websocket-event.ts";
import { createWebSocketGateway, type WebSocketGateway, type WebSocketLimits } from "./websocket-gateway.ts";

type Route = (event: WebSocketEvent) => { statusCode: number } | Promise<{ statusCode: number }>;

const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
const ok = () => ({ statusCode: 200 });

async function start(routes: Record<string, Route> = {}, limits: Partial<WebSocketLimits> = {}) {
  const calls: WebSocketEvent[] = [];
  const all = new Map<string, Route>(Object.entries({ $connect: ok, $disconnect: ok, $default: ok, ...routes }));
  const gateway = await createWebSocketGateway({
    port: 0,
    region: "eu-central-1",
    credentials,
    limits,
    routes: () => new Set(all.keys()),
    async invoke(routeKey, event) {
      calls.push(event);
      return (await all.get(routeKey)?.(event)) ?? ok();
    },
  });
  onTestFinished(() => gateway.close());
  const management = connectManagement(gateway);
  return { gateway, calls, management };
}

function connectManagement(gateway: WebSocketGateway, config: ApiGatewayManagementApiClientConfig = {}) {
  const client = new ApiGatewayManagementApiClient({
    endpoint: gateway.managementEndpoint,
    region: "eu-central-1",
    credentials,
    maxAttempts: 1,
    ...config,
  });
  onTestFinished(() => client.destroy());
  return client;
}

async function open(url: string, options: ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, options);
  await once(socket, "open");
  return socket;
}

async function refusalOf(url: string): Promise<number | undefined> {
  const [, response] = await once(
    new WebSocket(url).on("error", () => undefined),
    "unexpected-response",
  );
  return response.statusCode;
}

async function closeOf(socket: WebSocket) {
  const [code, reason] = await once(socket, "close");
  return { code, reason: String(reason) };
}

async function nextMessage(socket: WebSocket): Promise<string> {
  const [data, isBinary] = await once(socket, "message");
  expect(isBinary).toBe(false);
  return String(data);
}

const idOf = (calls: WebSocketEvent[]) => calls[0]?.requestContext.connectionId ?? "";

test("$connect sees the query, the headers and the context, and the client's messages follow with the same connection id", async () => {
  const { gateway, calls } = await start();

  const socket = await open(`${gateway.url}?ticket=a%20b&ticket=c`, { headers: { "User-Agent": "tester" } });
  socket.send("plain text");
  await expect.poll(() => calls.length).toBe(2);

  expect(gateway.url).toBe(`ws://127.0.0.1:${gateway.port}/$default`);
  expect(calls[0]).toMatchObject({
    headers: { "User-Agent": "tester", Host: `127.0.0.1:${gateway.port}` },
    queryStringParameters: { ticket: "c" },
    multiValueQueryStringParameters: { ticket: ["a b", "c"] },
    requestContext: {
      routeKey: "$connect",
      eventType: "CONNECT",
      stage: "$default",
      domainName: `127.0.0.1:${gateway.port}`,
      connectionId: expect.stringMatching(/^[\w-]{15}=$/),
      requestTime: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      identity: { sourceIp: "127.0.0.1", userAgent: "tester" },
    },
  });
  expect(calls[1]).toMatchObject({ body: "plain text", requestContext: { routeKey: "$default", eventType: "MESSAGE" } });
  expect(calls[1]?.requestContext.connectionId).toBe(idOf(calls));
});

test("a refusal by $connect becomes the status of the handshake, and a failure becomes 502", async () => {
  const { gateway, calls } = await start({
    $connect({ queryStringParameters }) {
      if (queryStringParameters?.ticket === "broken") throw new Error("boom");
      return { statusCode: Number(queryStringParameters?.ticket) };
    },
  });

  const statuses = [];
  for (const ticket of ["401", "403", "broken"]) statuses.push(await refusalOf(`${gateway.url}?ticket=${ticket}`));

  expect(statuses).toEqual([401, 403, 502]);
  expect(await refusalOf(`ws://127.0.0.1:${gateway.port}/prod`)).toBe(403);
  expect(calls.map((event) => event.requestContext.routeKey)).toEqual(["$connect", "$connect", "$connect"]);
});

test("the action in a message chooses its route; without a route for it $default is used", async () => {
  const { gateway, calls } = await start({ hello: ok });
  const socket = await open(gateway.url);

  for (const body of ['{"action":"hello"}', '{"action":"other"}', '{"action":"$connect"}', "null", '{"action":7}']) socket.send(body);
  await expect.poll(() => calls.length).toBe(6);

  expect(calls.slice(1).map((event) => event.requestContext.routeKey)).toEqual(["hello", ...Array(4).fill("$default")]);
});

test("a failing route answers the client with an error frame and keeps the connection", async () => {
  const { gateway, calls } = await start({ hello: () => Promise.reject(new Error("secret detail")) });
  const socket = await open(gateway.url);

  socket.send('{"action":"hello"}');
  const frame = JSON.parse(await nextMessage(socket));

  expect(frame).toEqual({ message: "Internal server error", connectionId: idOf(calls), requestId: calls[1]?.requestContext.requestId });
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test("$disconnect is told the code and the reason", async () => {
  const { gateway, calls } = await start();
  const socket = await open(gateway.url);

  socket.close(4001, "bye");
  await expect.poll(() => calls.length).toBe(2);

  expect(calls[1]?.requestContext).toMatchObject({
    routeKey: "$disconnect",
    eventType: "DISCONNECT",
    connectionId: idOf(calls),
    disconnectStatusCode: 4001,
    disconnectReason: "bye",
  });
});

test("@connections sends, describes and closes", async () => {
  const { gateway, calls, management } = await start();
  const socket = await open(gateway.url);
  const ConnectionId = idOf(calls);
  const [received, closed] = [nextMessage(socket), closeOf(socket)];

  await management.send(new PostToConnectionCommand({ ConnectionId, Data: "grüße" }));
  const description = await management.send(new GetConnectionCommand({ ConnectionId }));
  await management.send(new DeleteConnectionCommand({ ConnectionId }));

  expect(await received).toBe("grüße");
  expect(description).toMatchObject({ ConnectedAt: expect.any(Date), LastActiveAt: expect.any(Date), Identity: { SourceIp: "127.0.0.1" } });
  expect(await closed).toEqual({ code: 1000, reason: "Connection Closed Normally" });
  await expect(management.send(new GetConnectionCommand({ ConnectionId }))).rejects.toMatchObject({ name: "GoneException" });
});

test("a post is answered 410 for an unknown connection, a closed one, and one whose $connect has not finished", async () => {
  const posted: Promise<unknown>[] = [];
  const post = (ConnectionId: string) => management.send(new PostToConnectionCommand({ ConnectionId, Data: "x" })).catch((error) => error);
  const { gateway, calls, management } = await start({
    async $connect({ requestContext }) {
      posted.push(post(requestContext.connectionId));
      await posted[0];
      return ok();
    },
  });

  const socket = await open(gateway.url);
  socket.close();
  await closeOf(socket);
  await expect.poll(() => calls.length).toBe(2);
  posted.push(post(idOf(calls)), post("Y2V_bcR6vHcCIhA="));

  const errors = await Promise.all(posted);
  expect(errors).toMatchObject(Array(3).fill({ name: "GoneException", $metadata: { httpStatusCode: 410 } }));
});

test("a post over the limit is answered 413", async () => {
  const { gateway, calls, management } = await start();
  const socket = await open(gateway.url);
  const received = nextMessage(socket);
  const post = (bytes: number) => management.send(new PostToConnectionCommand({ ConnectionId: idOf(calls), Data: "x".repeat(bytes) }));

  await expect(post(128 * 1024 + 1)).rejects.toMatchObject({ name: "PayloadTooLargeException" });
  await post(128 * 1024);

  expect(await received).toHaveLength(128 * 1024);
});

test("@connections refuses requests that are not signed by its key, for its region, over the body that came", async () => {
  const { gateway, calls } = await start();
  await open(gateway.url);
  const ConnectionId = idOf(calls);
  const post = (config: ApiGatewayManagementApiClientConfig, tamper?: (request: { body?: unknown; path?: string }) => void) => {
    const client = connectManagement(gateway, config);
    client.middlewareStack.add(
      (next) => (args) => {
        tamper?.(Object(args.request));
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    return client.send(new PostToConnectionCommand({ ConnectionId, Data: "x" })).then(
      () => "sent",
      (error) => `${error.$metadata.httpStatusCode} ${error.name}`,
    );
  };

  expect(await post({})).toBe("sent");
  expect(await post({ credentials: { ...credentials, secretAccessKey: "other" } })).toBe("403 InvalidSignatureException");
  expect(await post({ credentials: { ...credentials, accessKeyId: "other" } })).toBe("403 UnrecognizedClientException");
  expect(await post({ region: "us-east-1" })).toBe("403 InvalidSignatureException");
  expect(await post({ systemClockOffset: -600_000 })).toBe("403 InvalidSignatureException");
  expect(await post({}, (request) => Object.assign(request, { body: "y" }))).toBe("403 InvalidSignatureException");
  const unsigned = await fetch(`${gateway.managementEndpoint}/@connections/${encodeURIComponent(ConnectionId)}`, {
    method: "POST",
    body: "x",
  });
  expect([unsigned.status, unsigned.headers.get("x-amzn-errortype")]).toEqual([403, "MissingAuthenticationTokenException"]);
});

test("messages and frames over the limits, and binary frames, close the connection", async () => {
  const { gateway, calls } = await start();
  const send = async (action: (socket: WebSocket) => void) => {
    const socket = await open(gateway.url);
    const closed = closeOf(socket);
    action(socket);
    return (await closed).code;
  };

  const tooLongFrame = await send((socket) => socket.send("x".repeat(32 * 1024 + 1)));
  const tooLongMessage = await send((socket) => {
    for (let part = 0; part < 5; part++) socket.send("x".repeat(32 * 1024), { fin: part === 4 });
  });
  const binary = await send((socket) => socket.send(Buffer.from("x")));

  expect([tooLongFrame, tooLongMessage, binary]).toEqual([1009, 1009, 1003]);
  expect(calls.some((event) => event.requestContext.eventType === "MESSAGE")).toBe(false);
});

test("a message in several frames arrives whole", async () => {
  const { gateway, calls } = await start();
  const socket = await open(gateway.url);

  for (let part = 0; part < 4; part++) socket.send("x".repeat(32 * 1024), { fin: part === 3 });
  await expect.poll(() => calls.length).toBe(2);

  expect(calls[1]?.body).toHaveLength(128 * 1024);
});

test("idle and old connections are closed with 1001, busy and young ones are not", async () => {
  const idle = await start({}, { idleMs: 300 });
  const old = await start({}, { maxAgeMs: 300 });
  const [quiet, busy, aged] = await Promise.all([open(idle.gateway.url), open(idle.gateway.url), open(old.gateway.url)]);
  const chatter = setInterval(() => busy.send("."), 50);
  const older = setInterval(() => aged.readyState === WebSocket.OPEN && aged.send("."), 50);
  onTestFinished(() => [chatter, older].forEach(clearInterval));

  const closes = await Promise.all([closeOf(quiet), closeOf(aged)]);

  expect(closes).toEqual(Array(2).fill({ code: 1001, reason: "Going away" }));
  expect(busy.readyState).toBe(WebSocket.OPEN);
});

test("closing the gateway ends every connection, also one whose $connect never answers", async () => {
  const stuck = new Promise<{ statusCode: number }>(() => undefined);
  const { gateway, calls } = await start({ $connect: (event) => (event.queryStringParameters ? stuck : ok()) });
  const socket = await open(gateway.url);
  const closed = closeOf(socket);
  const refused = once(new WebSocket(`${gateway.url}?stuck=1`), "error");
  await expect.poll(() => calls.length).toBe(2);

  await gateway.close();

  expect([1001, 1006]).toContain((await closed).code);
  expect(await refused).toHaveLength(1);
});
