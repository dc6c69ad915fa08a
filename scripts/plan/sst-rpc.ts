import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Method = (args: Record<string, unknown>) => unknown;

/** The part of the SST CLI that its components call while they are evaluated: JSON-RPC on loopback. */
export async function serveRpc(methods: Record<string, Method>): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString()) as { method: string; params: [Record<string, unknown>] };
      const answer = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
      const call = methods[method];
      // The components read this very sentence as "there is no such method".
      if (!call) return answer({ error: `rpc: can't find method ${method}` });
      Promise.resolve(call(params[0])).then(
        (result) => answer({ result }),
        (error: unknown) => answer({ error: error instanceof Error ? error.message : "failed" }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
