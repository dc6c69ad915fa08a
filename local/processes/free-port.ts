import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export const loopback = "127.0.0.1";

// A process that was killed a moment ago may hold its port for an instant longer than its parent lived.
const attempts = 5;
const pauseMs = 200;

export interface HeldPort {
  port: number;
  release(): Promise<void>;
}

/** Like choosePort(), and keeps the port until it is wanted: building the web app takes long enough for others to come. */
export async function holdPort(preferred: number): Promise<HeldPort> {
  const server = createHttpServer((_, response) => response.writeHead(503, { connection: "close" }).end());
  server.listen(await choosePort(preferred), loopback);
  await once(server, "listening");
  return {
    port: portOf(server),
    async release() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The preferred port, or any free one when something else has it; 0 asks for any. */
export async function choosePort(preferred: number): Promise<number> {
  for (let attempt = 0; preferred > 0 && attempt < attempts; attempt += 1) {
    if (await isFree(preferred)) return preferred;
    await sleep(pauseMs);
  }
  const server = createServer().listen(0, loopback);
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("This machine gave no free port.");
  return address.port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  server.once("error", (error: NodeJS.ErrnoException) =>
    error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(false) : reject(error),
  );
  server.listen(port, loopback, () => server.close(() => resolve(true)));
  return promise;
}
