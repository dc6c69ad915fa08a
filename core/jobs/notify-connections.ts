import { isAppError } from "../app-error.ts";
import type { Connection } from "../ports/connections.ts";
import type { Ports } from "../ports/ports.ts";
import type { Notice } from "../realtime/messages.ts";
import { coalesceNotices } from "./coalesce-notices.ts";
import { fitMessage } from "./fit-message.ts";

type NotifyPorts = Pick<Ports, "connections" | "sender" | "now" | "observer">;

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

type Told = "told" | "gone" | "failed";

async function tellWorkspace(ports: NotifyPorts, workspace: string, messages: Notice["message"][]): Promise<boolean> {
  try {
    const connections = await ports.connections.list(workspace);
    const toSend = coalesceNotices(messages).map(fitMessage);
    const told: Told[] = [];
    for (let start = 0; start < connections.length; start += connectionsAtOnce) {
      const some = connections.slice(start, start + connectionsAtOnce);
      told.push(...(await Promise.all(some.map((one) => tellConnection(ports, one, toSend)))));
    }
    report(ports, workspace, toSend, told);
    return !told.includes("failed");
  } catch (error) {
    orFailed(ports, workspace, error);
    return false;
  }
}

async function tellConnection(ports: NotifyPorts, connection: Connection, messages: Notice["message"][]): Promise<Told> {
  try {
    for (const message of messages) {
      if ((await ports.sender.send(connection.id, message)) === "sent") continue;
      const ageMs = ports.now().getTime() - Date.parse(connection.connectedAt);
      if (ageMs > establishedAfterMs) await ports.connections.remove(connection);
      return "gone";
    }
    return "told";
  } catch (error) {
    return orFailed(ports, connection.workspace, error);
  }
}

/** Each change of a job with the number of tabs that were told of it; how far a run has come is not worth a line. */
function report({ observer }: NotifyPorts, workspace: string, messages: Notice["message"][], told: readonly Told[]): void {
  const count = (what: Told) => told.filter((one) => one === what).length;
  for (const message of messages) {
    if (message.type !== "job") continue;
    const { id: job, version } = message.job;
    const status = "deleted" in message.job ? "deleted" : message.job.status;
    observer.tell({ level: "info", message: "Notice sent", facts: { workspace, job, version, status, connections: count("told") } });
  }
  if (told.length > 0) observer.measure({ NoticesSent: count("told") * messages.length, ConnectionsGone: count("gone") });
}

/** What another delivery may mend. */
function orFailed({ observer }: NotifyPorts, workspace: string, error: unknown): "failed" {
  if (!isAppError(error) || !error.retryable) throw error;
  observer.tell({ level: "warn", message: "Notices not delivered", facts: { workspace, code: error.code }, error });
  return "failed";
}
