import { once } from "node:events";
import { createServer, type IncomingMessage, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { type Connection, goingAway, openConnection } from "./connection.ts";
import { createFrameScanner } from "./frame-scanner.ts";
import { createManagementApi } from "./management-api.ts";
import { type Credentials, createSignatureCheck } from "./management-signature.ts";
import {
  type ConnectionDetails,
  createGatewayId,
  toConnectEvent,
  toDisconnectEvent,
  toMessageEvent,
  type WebSocketEvent,
} from "./websocket-event.ts";

export interface WebSocketLimits {
  idleMs: number;
  maxAgeMs: number;
  maxMessageBytes: number;
  maxFrameBytes: number;
}

export interface WebSocketGatewayOptions {
  port: number;
  host?: string;
  region: string;
  /** `$default` unless told, the stage that SST makes. */
  stage?: string;
  credentials: Credentials;
  /** Runs the function behind a route. A throw refuses the connection (502) or sends the client an error frame. */
  invoke(routeKey: string, event: WebSocketEvent): Promise<{ statusCode: number; body?: string }>;
  routes(): ReadonlySet<string>;
  limits?: Partial<WebSocketLimits>;
}

export interface WebSocketGateway {
  url: string;
  managementEndpoint: string;
  port: number;
  close(): Promise<void>;
}

// "Amazon API Gateway quotas for configuring and running a WebSocket API".
const gatewayLimits: WebSocketLimits = {
  idleMs: 10 * 60_000,
  maxAgeMs: 2 * 60 * 60_000,
  maxMessageBytes: 128 * 1024,
  maxFrameBytes: 32 * 1024,
};

/** API Gateway's WebSocket API: routes chosen by `$request.body.action`, and the signed `@connections` API. */
export async function createWebSocketGateway(options: WebSocketGatewayOptions): Promise<WebSocketGateway> {
  const { host = "127.0.0.1", stage = "$default", invoke, routes } = options;
  const limits = { ...gatewayLimits, ...options.limits };
  const connections = new Map<string, Connection>();
  const streams = new Set<Duplex>();
  const server = createServer({ keepAliveTimeout: 75_000 });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.maxMessageBytes, handleProtocols: () => false });
  server.listen(options.port, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const domainName = `${host}:${port}`;
  let isClosing = false;

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (stageOf(request) !== stage) return refuse(socket, 403);
    if (!isHandshake(request)) return refuse(socket, 400);
    const details = toDetails(request, { domainName, stage });
    const status = await connectStatus(details, request);
    if (isClosing || status < 200 || status > 299) return refuse(socket, isClosing ? 503 : status);
    if (!socket.readable || !socket.writable) return disconnect(details, 1006, "");
    sockets.handleUpgrade(request, socket, head, (webSocket) => establish(webSocket, socket, details));
  }

  async function connectStatus(details: ConnectionDetails, request: IncomingMessage): Promise<number> {
    if (!routes().has("$connect")) return 200;
    return invoke("$connect", toConnectEvent(details, request)).then(
      (answer) => answer.statusCode,
      () => 502,
    );
  }

  function establish(socket: WebSocket, stream: Duplex, details: ConnectionDetails): void {
    const connection = openConnection(socket, details, limits);
    connections.set(details.connectionId, connection);
    stream.prependListener(
      "data",
      createFrameScanner(limits.maxFrameBytes, () => socket.close(1009, "Message too big")),
    );
    socket.on("message", (data, isBinary) => {
      if (!connection.isOpen) return;
      if (isBinary) return socket.close(1003, "Binary frames are not supported");
      void route(connection, toText(data));
    });
    // A broken frame: `ws` closes with the code that says so.
    socket.on("error", () => connections.delete(details.connectionId));
    socket.on("close", (code, reason) => {
      connections.delete(details.connectionId);
      if (!isClosing) void disconnect(details, code, reason.toString());
    });
  }

  async function route(connection: Connection, body: string): Promise<void> {
    const routeKey = chooseRoute(body, routes());
    const event = toMessageEvent(connection.details, routeKey ?? "$default", body);
    const { connectionId, requestId } = event.requestContext;
    const sendError = (message: string) => void connection.send(JSON.stringify({ message, connectionId, requestId }));
    if (routeKey === undefined) return sendError("Forbidden");
    await invoke(routeKey, event).catch(() => sendError("Internal server error"));
  }

  /** Best effort, as on API Gateway: the client is gone, so a failure has nobody to be told to. */
  async function disconnect(details: ConnectionDetails, code: number, reason: string): Promise<void> {
    if (!routes().has("$disconnect")) return;
    await invoke("$disconnect", toDisconnectEvent(details, code, reason || disconnectReason(code))).catch(() => undefined);
  }

  const manage = createManagementApi({
    stage,
    maxMessageBytes: limits.maxMessageBytes,
    checkSignature: createSignatureCheck(options.region, options.credentials),
    find: (connectionId) => connections.get(connectionId),
  });
  server.on("request", (request, response) => {
    manage(request, response).catch((error) => response.destroy(error));
  });
  server.on("upgrade", (request, socket, head) => {
    streams.add(socket);
    socket.on("close", () => streams.delete(socket)).on("error", () => socket.destroy());
    accept(request, socket, head).catch((error) => socket.destroy(error));
  });

  return {
    url: `ws://${domainName}/${stage}`,
    managementEndpoint: `http://${domainName}/${stage}`,
    port,
    async close() {
      isClosing = true;
      for (const connection of connections.values()) connection.close(goingAway.code, goingAway.reason);
      for (const stream of streams) stream.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function toDetails(request: IncomingMessage, place: Pick<ConnectionDetails, "domainName" | "stage">): ConnectionDetails {
  const userAgent = request.headers["user-agent"];
  return {
    ...place,
    connectionId: createGatewayId(),
    connectedAt: Date.now(),
    identity: { sourceIp: request.socket.remoteAddress ?? "", ...(userAgent !== undefined && { userAgent }) },
  };
}

function stageOf(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? "/", "ws://localhost");
  return pathname.replace(/^\/|\/$/g, "").replace(/^%24/, "$");
}

/** Checked before `$connect` runs: a function must not be told of a connection that then cannot be. */
function isHandshake({ method, headers }: IncomingMessage): boolean {
  const isKey = /^[+/\w]{22}==$/.test(headers["sec-websocket-key"] ?? "");
  return method === "GET" && headers.upgrade?.toLowerCase() === "websocket" && headers["sec-websocket-version"] === "13" && isKey;
}

function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({ message: STATUS_CODES[status] ?? "Error" });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The route that `$request.body.action` selects; undefined when there is neither that one nor `$default`. */
function chooseRoute(body: string, routes: ReadonlySet<string>): string | undefined {
  const action = actionOf(body);
  if (action !== undefined && !action.startsWith("$") && routes.has(action)) return action;
  return routes.has("$default") ? "$default" : undefined;
}

function actionOf(body: string): string | undefined {
  try {
    const { action } = Object(JSON.parse(body)) as Record<string, unknown>;
    return typeof action === "string" ? action : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toText(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
}

function disconnectReason(code: number): string {
  if (code === 1000) return "Connection Closed Normally";
  return code === 1005 ? "Client-side close frame status not set" : "";
}
