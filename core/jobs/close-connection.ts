import type { Ports } from "../ports/ports.ts";

export async function closeConnection(ports: Pick<Ports, "connections">, connectionId: string): Promise<void> {
  const connection = await ports.connections.find(connectionId);
  if (connection) await ports.connections.remove(connection);
}
