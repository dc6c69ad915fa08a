import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface WebSocketRequestContext {
  routeKey: string;
  eventType: "CONNECT" | "MESSAGE" | "DISCONNECT";
  messageId?: string;
  disconnectStatusCode?: number;
  disconnectReason?: string;
  extendedRequestId: string;
  requestTime: string;
  messageDirection: "IN";
  stage: string;
  connectedAt: number;
  requestTimeEpoch: number;
  identity: ClientIdentity;
  requestId: string;
  domainName: string;
  connectionId: string;
  apiId: string;
}

/** What API Gateway hands to a Lambda function behind a WebSocket route. */
export interface WebSocketEvent {
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  queryStringParameters?: Record<string, string>;
  multiValueQueryStringParameters?: Record<string, string[]>;
  requestContext: WebSocketRequestContext;
  body?: string;
  isBase64Encoded: boolean;
}

export interface ClientIdentity {
  sourceIp: string;
  userAgent?: string;
}

/** What stays the same through the life of a connection. */
export interface ConnectionDetails {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly identity: ClientIdentity;
  readonly domainName: string;
  readonly stage: string;
}

/** Ids as API Gateway makes them: `Y2V_bcR6vHcCIhA=`. The equals sign is part of it and has to be escaped in a path. */
export function createGatewayId(): string {
  return `${randomBytes(11).toString("base64url")}=`;
}

export function toConnectEvent(details: ConnectionDetails, request: IncomingMessage): WebSocketEvent {
  const { searchParams } = new URL(request.url ?? "/", "ws://localhost");
  const pairs = request.rawHeaders.flatMap((name, n, raw): [string, string][] => (n % 2 === 0 ? [[name, raw[n + 1] ?? ""]] : []));
  return {
    headers: Object.fromEntries(pairs),
    multiValueHeaders: groupByName(pairs),
    ...(searchParams.size > 0 && {
      queryStringParameters: Object.fromEntries(searchParams),
      multiValueQueryStringParameters: groupByName([...searchParams]),
    }),
    requestContext: toContext(details, "$connect", "CONNECT"),
    isBase64Encoded: false,
  };
}

export function toMessageEvent(details: ConnectionDetails, routeKey: string, body: string): WebSocketEvent {
  const requestContext = { ...toContext(details, routeKey, "MESSAGE"), messageId: createGatewayId() };
  return { requestContext, body, isBase64Encoded: false };
}

export function toDisconnectEvent(details: ConnectionDetails, code: number, reason: string): WebSocketEvent {
  const requestContext = { ...toContext(details, "$disconnect", "DISCONNECT"), disconnectStatusCode: code, disconnectReason: reason };
  return { headers: { Host: details.domainName }, requestContext, isBase64Encoded: false };
}

function toContext(details: ConnectionDetails, routeKey: string, eventType: WebSocketRequestContext["eventType"]): WebSocketRequestContext {
  const now = new Date();
  return {
    routeKey,
    eventType,
    extendedRequestId: createGatewayId(),
    requestTime: toLogTime(now),
    messageDirection: "IN",
    requestTimeEpoch: now.getTime(),
    requestId: createGatewayId(),
    apiId: "local",
    ...details,
  };
}

/** `09/Feb/2024:18:11:43 +0000` */
function toLogTime(date: Date): string {
  const [, day, month, year, time] = /(\d\d) (\w{3}) (\d{4}) (\S+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function groupByName(pairs: [string, string][]): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}
