import type { Ports } from "../ports/ports.ts";

export async function closeConnection(ports: Pick<Ports, "connections" | "observer">, connectionId: string): Promise<void> {
  const connection = await ports.connections.find(connectionId);
  if (!connection) return;
  await ports.connections.remove(connection);
  ports.observer.tell({ level: "info", message: "Socket closed", facts: { workspace: connection.workspace } });
}
