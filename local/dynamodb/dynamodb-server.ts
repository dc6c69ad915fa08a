import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import dynalite from "dynalite";
import { readRequest } from "../read-request.ts";

export interface DynamoDbServerOptions {
  dir: string;
  port: number;
  host?: string;
}

export interface DynamoDbServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

const closeGraceMs = 500;
const maxRequestBytes = 16 * 1024 * 1024;

/** DynamoDB by dynalite, on disk. It has no transactions, no streams and no expiry by TTL. */
export async function createDynamoDbServer({ dir, port, host = "127.0.0.1" }: DynamoDbServerOptions): Promise<DynamoDbServer> {
  mkdirSync(dir, { recursive: true });
  const server = dynalite({ path: dir, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.keepAliveTimeout = 75_000;
  const handlers = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.origin !== undefined) return refuse(response, 403, "AccessDeniedException");
    readRequest(request, maxRequestBytes).then(
      (body) => {
        if (!body) return refuse(response, 413, "SerializationException");
        for (const handle of handlers) Reflect.apply(handle, server, [toSettledRequest(request, body), response]);
      },
      () => response.destroy(),
    );
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;

  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    async close() {
      const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
      await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
      clearTimeout(cut);
    },
  };
}

/**
 * Dynalite throws, and so takes the whole process down, when a client hangs up in the middle of a request.
 * It is therefore handed requests that have arrived, which cannot fail any more.
 */
function toSettledRequest({ method, url, headers }: IncomingMessage, body: Buffer): Readable {
  return Object.assign(Readable.from(body.length > 0 ? [body] : []), { method, url, headers });
}

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message: "The request was refused." }));
}
