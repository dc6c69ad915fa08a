import type { ServerMessage } from "#core/realtime/messages";

const knownTypes = new Set<unknown>(["job", "progress", "pong"] satisfies ServerMessage["type"][]);

/** Our own server's words: anything of another version or type is ignored, as the protocol asks. */
export function parseServerMessage(data: unknown): ServerMessage | null {
  if (typeof data !== "string" || !data.startsWith("{")) return null;
  const message: unknown = JSON.parse(data);
  const known = typeof message === "object" && message !== null && "v" in message && message.v === 1 && "type" in message;
  return known && knownTypes.has(message.type) ? (message as ServerMessage) : null;
}
