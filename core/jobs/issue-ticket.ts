import type { Ports } from "../ports/ports.ts";
import { sha256Hex } from "./sha256.ts";

/** A secret that opens one socket for this workspace, once, soon. Only its hash is stored. */
export async function issueTicket(
  ports: Pick<Ports, "connections" | "settings" | "now">,
  { workspace }: { workspace: string },
): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const expiresAt = new Date(ports.now().getTime() + ports.settings.ticketSeconds * 1000).toISOString();
  await ports.connections.putTicket(await sha256Hex(ticket), workspace, expiresAt);
  return { ticket, expiresAt };
}
