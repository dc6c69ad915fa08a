import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { sha256Hex } from "./sha256.ts";

/** Takes the ticket and stores the connection; `invalid-ticket` for one that is unknown, used or too old. */
export async function openConnection(
  ports: Pick<Ports, "connections" | "now" | "observer">,
  { connectionId, ticket }: { connectionId: string; ticket: string | undefined },
): Promise<void> {
  const connectedAt = ports.now().toISOString();
  const workspace = ticket ? await ports.connections.takeTicket(await sha256Hex(ticket), connectedAt) : null;
  if (workspace === null) throw new AppError("invalid-ticket", "The ticket is unknown, was used before, or is too old. Ask for a new one.");
  await ports.connections.put({ workspace, id: connectionId, connectedAt });
  ports.observer.tell({ level: "info", message: "Socket opened", facts: { workspace } });
}
