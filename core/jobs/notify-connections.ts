import { isAppError } from "../app-error.ts";
import type { Connection } from "../ports/connections.ts";
import type { Ports } from "../ports/ports.ts";
import type { Notice } from "../realtime/messages.ts";
import { coalesceNotices } from "./coalesce-notices.ts";
import { fitMessage } from "./fit-message.ts";

type NotifyPorts = Pick<Ports, "connections" | "sender" | "now">;

/** API Gateway also answers "gone" before a connection is fully established. */
const establishedAfterMs = 30_000;
const connectionsAtOnce = 20;

/**
 * Tells every open tab of each workspace what happened, a storm in as few messages as say the same. Answers with the places
 * in `notices` of those that could not be delivered and should come again.
 */
export async function notifyConnections(ports: NotifyPorts, notices: readonly Notice[]): Promise<number[]> {
  const workspaces = Map.groupBy(notices.keys(), (index) => notices[index]?.workspace ?? "");
  const failed = await Promise.all(
    [...workspaces].map(async ([workspace, indexes]) => {
      const messages = indexes.flatMap((index) => notices[index]?.message ?? []);
      return (await tellWorkspace(ports, workspace, messages)) ? [] : indexes;
    }),
  );
  return failed.flat();
}

async function tellWorkspace(ports: NotifyPorts, workspace: string, messages: Notice["message"][]): Promise<boolean> {
  try {
    const connections = await ports.connections.list(workspace);
    const toSend = connections.length === 0 ? [] : coalesceNotices(messages).map(fitMessage);
    let delivered = true;
    for (let start = 0; start < connections.length; start += connectionsAtOnce) {
      const told = await Promise.all(connections.slice(start, start + connectionsAtOnce).map((one) => tellConnection(ports, one, toSend)));
      delivered &&= told.every(Boolean);
    }
    return delivered;
  } catch (error) {
    return orUndelivered(error);
  }
}

async function tellConnection(ports: NotifyPorts, connection: Connection, messages: Notice["message"][]): Promise<boolean> {
  try {
    for (const message of messages) {
      if ((await ports.sender.send(connection.id, message)) === "sent") continue;
      const ageMs = ports.now().getTime() - Date.parse(connection.connectedAt);
      if (ageMs > establishedAfterMs) await ports.connections.remove(connection);
      return true;
    }
    return true;
  } catch (error) {
    return orUndelivered(error);
  }
}

function orUndelivered(error: unknown): false {
  if (isAppError(error) && error.retryable) return false;
  throw error;
}
