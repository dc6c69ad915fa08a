import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { type ClientMessage, clientMessageSchema, type ServerMessage } from "../realtime/messages.ts";

/**
 * What a client said over its socket. `hello` re-asserts the connection's row; a ping is answered, but only to a connection
 * that will get notices: one that was forgotten hears nothing, and its client opens another. Throws `invalid-request`.
 */
export async function receiveMessage(
  ports: Pick<Ports, "connections" | "sender">,
  { connectionId, body }: { connectionId: string; body: string },
): Promise<void> {
  const message = parseMessage(body);
  const connection = await ports.connections.find(connectionId);
  if (!connection) return;
  if (message.type === "hello") return await ports.connections.put(connection);
  const sent = await ports.sender.send(connectionId, { v: 1, type: "pong" } satisfies ServerMessage);
  if (sent === "gone") await ports.connections.remove(connection);
}

function parseMessage(body: string): ClientMessage {
  const parsed = clientMessageSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid-request", "This is not a message that the socket understands.");
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new AppError("invalid-request", "This is not JSON.", { cause: error });
  }
}
